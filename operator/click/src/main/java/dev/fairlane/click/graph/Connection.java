package dev.fairlane.click.graph;

import java.util.Comparator;

/** From an output port to an input port; elements are places in the graph's list. */
public record Connection(int from, int output, int to, int input)
    implements Comparable<Connection> {

  @Override
  public int compareTo(Connection other) {
    return Comparator.comparingInt(Connection::from)
        .thenComparingInt(Connection::output)
        .thenComparingInt(Connection::to)
        .thenComparingInt(Connection::input)
        .compare(this, other);
  }
}
