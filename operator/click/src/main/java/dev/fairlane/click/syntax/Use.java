package dev.fairlane.click.syntax;

import dev.fairlane.click.problem.Position;
import java.util.List;

/** An element class with arguments: the part of a declaration behind the colons. */
public sealed interface Use {

  Position position();

  List<Argument> arguments();

  /** A class by its name. */
  record OfClass(Name name, List<Argument> arguments) implements Use {

    public OfClass {
      arguments = List.copyOf(arguments);
    }

    @Override
    public Position position() {
      return name.position();
    }
  }

  /** A compound element written on the spot. */
  record OfCompound(Compound compound, List<Argument> arguments) implements Use {

    public OfCompound {
      arguments = List.copyOf(arguments);
    }

    @Override
    public Position position() {
      return compound.position();
    }
  }
}
