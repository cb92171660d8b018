package dev.fairlane.click.graph;

import dev.fairlane.click.problem.Problems;
import java.util.List;
import java.util.Optional;

/** The rules for the flat graph, one after the other. */
final class GraphRules {

  /** The most elements of a graph: what a forwarder takes. */
  static final int MAX_ELEMENTS = 256;

  /** The longest name of an element, with those of the compound elements around it. */
  static final int MAX_NAME = 127;

  private GraphRules() {}

  /**
   * The graph.
   *
   * @param vertices whose ports are as {@link PortRules} has it
   * @return nothing when {@code problems} received something
   */
  static Optional<Graph> check(List<Vertex> vertices, Problems problems) {
    List<Vertex> elements = vertices.stream().filter(v -> v.kind == Vertex.Kind.ELEMENT).toList();
    if (tooLarge(elements, problems)) {
      return Optional.empty();
    }
    Optional<Joints> joints = Joints.of(elements, problems);
    if (joints.isEmpty()) {
      return Optional.empty();
    }
    FlowRules.check(joints.get(), problems);
    CycleRules.check(joints.get(), problems);
    List<Graph.Path> paths = new PathRules(joints.get(), problems).paths();
    return problems.isEmpty()
        ? Optional.of(
            new Graph(
                elements.stream()
                    .map(v -> new Element(v.name, v.elementClass.name(), v.arguments))
                    .toList(),
                List.copyOf(joints.get().connections().keySet()),
                paths))
        : Optional.empty();
  }

  private static boolean tooLarge(List<Vertex> elements, Problems problems) {
    if (elements.size() > MAX_ELEMENTS) {
      problems.add(
          elements.get(MAX_ELEMENTS).position,
          "The graph has %d elements, and the most is %d."
              .formatted(elements.size(), MAX_ELEMENTS));
      return true;
    }
    for (Vertex element : elements) {
      if (element.name.length() > MAX_NAME) {
        problems.add(
            element.position,
            "The name %s has %d characters, with the compound elements around it, and the most is %d."
                .formatted(Problems.quote(element.name), element.name.length(), MAX_NAME));
      }
    }
    return false;
  }
}
