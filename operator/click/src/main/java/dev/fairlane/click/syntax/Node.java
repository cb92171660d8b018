package dev.fairlane.click.syntax;

import dev.fairlane.click.problem.Position;
import java.util.List;
import java.util.Optional;

/** An element of a chain between its ports. */
public record Node(Optional<PortList> input, Term term, Optional<PortList> output) {

  /** What stands between the ports. */
  public sealed interface Term {

    Position position();
  }

  /**
   * A name without a class: an element declared elsewhere or, when there is none of that name, a
   * new element of the class with that name.
   *
   * @param arguments absent without parentheses
   */
  public record Mention(Name name, Optional<List<Argument>> arguments) implements Term {

    public Mention {
      arguments = arguments.map(List::copyOf);
    }

    @Override
    public Position position() {
      return name.position();
    }
  }

  /**
   * New elements.
   *
   * @param names none for an element without a name
   */
  public record Declaration(Position position, List<Name> names, Use use) implements Term {

    public Declaration {
      names = List.copyOf(names);
    }
  }
}
