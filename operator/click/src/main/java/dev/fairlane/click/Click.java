package dev.fairlane.click;

import dev.fairlane.click.catalogue.Catalogue;
import dev.fairlane.click.catalogue.Interfaces;
import dev.fairlane.click.graph.Expander;
import dev.fairlane.click.graph.Graph;
import dev.fairlane.click.problem.Problems;
import dev.fairlane.click.syntax.Source;
import dev.fairlane.click.syntax.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The Click language. */
public final class Click {

  private Click() {}

  /** Checks a configuration that has no parameters from outside. */
  public static Checked check(String text, Catalogue catalogue, Interfaces interfaces) {
    return check(text, catalogue, interfaces, Map.of());
  }

  /**
   * Checks a configuration. Never throws for any text, and the same input gives the same answer.
   *
   * @param interfaces what FromDevice, ToDevice and addresses may name
   * @param parameters values by name, without the dollar sign: as if the text began with {@code
   *     define($name value)} for each. One that the text does not use is no mistake
   */
  public static Checked check(
      String text, Catalogue catalogue, Interfaces interfaces, Map<String, String> parameters) {
    Problems problems = new Problems();
    List<Statement> statements = Source.read(text, problems);
    if (problems.isEmpty()) {
      Optional<Graph> graph =
          Expander.expand(statements, catalogue, interfaces, parameters, problems);
      if (graph.isPresent()) {
        return new Checked.Accepted(graph.get());
      }
    }
    return new Checked.Refused(problems.inOrder());
  }
}
