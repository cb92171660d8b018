package dev.fairlane.click.syntax;

import java.util.List;

/**
 * What stands between two arrows of a chain.
 *
 * @param arrow the arrow that leads here
 * @param nodes at least one; several stand side by side, apart by commas
 */
public record Stage(Arrow arrow, List<Node> nodes) {

  public Stage {
    nodes = List.copyOf(nodes);
  }

  /** How a stage is joined to the one before it. */
  public enum Arrow {
    /** It is the first. */
    NONE,
    /** {@code ->}: at least one side has a single end, which every end of the other meets. */
    SINGLE,
    /** {@code =>}: the ends meet one by one. */
    DOUBLE
  }
}
