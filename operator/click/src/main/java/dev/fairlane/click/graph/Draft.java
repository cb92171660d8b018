package dev.fairlane.click.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The graph as far as it is made. */
final class Draft {

  private final List<Vertex> vertices = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private boolean incomplete;

  /** Whether the name was free; it is taken from now on. */
  boolean claim(String flatName) {
    return names.add(flatName);
  }

  void add(Vertex vertex) {
    vertices.add(vertex);
  }

  /**
   * Something that was written has no place in the graph, and a problem says so: what else is
   * missing because of it is not worth a complaint.
   */
  void leaveOut() {
    incomplete = true;
  }

  boolean isIncomplete() {
    return incomplete;
  }

  List<Vertex> vertices() {
    return List.copyOf(vertices);
  }
}
