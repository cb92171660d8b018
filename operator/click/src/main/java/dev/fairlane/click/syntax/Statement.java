package dev.fairlane.click.syntax;

import java.util.List;

/** A sentence of the language. */
public sealed interface Statement {

  /** {@code elementclass Name { ... }}. */
  record Definition(Name name, Compound compound) implements Statement {}

  /**
   * Elements joined by arrows; a declaration by itself is a chain of one node.
   *
   * @param nodes at least one
   */
  record Chain(List<Node> nodes) implements Statement {

    public Chain {
      nodes = List.copyOf(nodes);
    }
  }
}
