package dev.fairlane.click.syntax;

import dev.fairlane.click.problem.Position;
import java.util.List;
import java.util.Optional;

/** Statements in braces. */
public record Compound(Position position, List<Parameter> parameters, List<Statement> body) {

  public Compound {
    parameters = List.copyOf(parameters);
    body = List.copyOf(body);
  }

  /**
   * What a compound element is told when it is used.
   *
   * @param keyword the word in front of the value; without one it is given by its place, and {@code
   *     __REST__} takes what is left
   * @param variable its name with the dollar sign
   */
  public record Parameter(Optional<Name> keyword, Name variable) {}
}
