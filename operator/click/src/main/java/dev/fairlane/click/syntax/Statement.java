package dev.fairlane.click.syntax;

import java.util.List;

/** A sentence of the language. */
public sealed interface Statement {

  /** {@code elementclass Name { ... }}. */
  record Definition(Name name, Compound compound) implements Statement {}

  /** {@code define($name value, ...)}. */
  record Variables(List<Argument> arguments) implements Statement {

    public Variables {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * Elements joined by arrows; a declaration by itself is a chain of one stage.
   *
   * @param stages at least one
   */
  record Chain(List<Stage> stages) implements Statement {

    public Chain {
      stages = List.copyOf(stages);
    }
  }
}
