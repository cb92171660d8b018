package dev.fairlane.click.syntax;

import dev.fairlane.click.problem.Position;
import java.util.List;

/**
 * Statements in braces.
 *
 * @param parameters their names with the dollar sign
 */
public record Compound(Position position, List<Name> parameters, List<Statement> body) {

  public Compound {
    parameters = List.copyOf(parameters);
    body = List.copyOf(body);
  }
}
