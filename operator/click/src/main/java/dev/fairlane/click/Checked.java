package dev.fairlane.click;

import dev.fairlane.click.graph.Graph;
import dev.fairlane.click.problem.Problem;
import java.util.List;

/** What came of a check: a graph, or everything that is wrong. */
public sealed interface Checked {

  /** The graph keeps every rule. */
  record Accepted(Graph graph) implements Checked {}

  /**
   * The configuration is refused.
   *
   * @param problems at least one, in the order of the text
   */
  record Refused(List<Problem> problems) implements Checked {

    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
