package dev.fairlane.click.graph;

import dev.fairlane.click.catalogue.Ports;
import dev.fairlane.click.problem.Problems;
import java.util.List;
import java.util.NavigableMap;

/** Every port that an element has is connected, and no other. */
record PortRules(Problems problems) {

  /** Whether the rules are kept; says where not. */
  static boolean keep(List<Vertex> vertices, Problems problems) {
    PortRules rules = new PortRules(problems);
    boolean kept = true;
    for (Vertex vertex : vertices) {
      kept &= rules.keep(vertex);
    }
    return kept;
  }

  private boolean keep(Vertex vertex) {
    return switch (vertex.kind) {
      case ELEMENT ->
          side(vertex, vertex.ins, count(vertex, vertex.elementClass.inputs(), vertex.ins), "input")
              & side(
                  vertex,
                  vertex.outs,
                  count(vertex, vertex.elementClass.outputs(), vertex.outs),
                  "output");
      case INPUT -> face(vertex, vertex.ins, vertex.outs, "input");
      case OUTPUT -> face(vertex, vertex.outs, vertex.ins, "output");
    };
  }

  private static int count(
      Vertex vertex, Ports ports, NavigableMap<Integer, List<Vertex.Wire>> side) {
    long repeated = vertex.arguments.stream().filter(Element.Value::repeated).count();
    return ports.count(Vertex.used(side), (int) repeated);
  }

  private boolean face(
      Vertex vertex,
      NavigableMap<Integer, List<Vertex.Wire>> outside,
      NavigableMap<Integer, List<Vertex.Wire>> inside,
      String word) {
    int count = Vertex.used(inside);
    boolean kept = side(vertex, outside, count, word);
    for (int port = 0; kept && port < count; port++) {
      if (!inside.containsKey(port)) {
        problems.add(
            vertex.position,
            "The compound element %s uses %s port %d but not %d."
                .formatted(vertex.label, word, count - 1, port));
        return false;
      }
    }
    return kept;
  }

  private boolean side(
      Vertex vertex, NavigableMap<Integer, List<Vertex.Wire>> side, int count, String word) {
    boolean kept = true;
    for (List<Vertex.Wire> wires : side.tailMap(count).values()) {
      for (Vertex.Wire wire : wires) {
        problems.add(
            wire.position(),
            "%s has no %s port %d: it has %d."
                .formatted(
                    Problems.quote(vertex.label),
                    word,
                    word.equals("input") ? wire.input() : wire.output(),
                    count));
        kept = false;
      }
    }
    for (int port = 0; port < count; port++) {
      if (!side.containsKey(port)) {
        problems.add(
            vertex.position,
            "The %s port %d of %s is not connected."
                .formatted(word, port, Problems.quote(vertex.label)));
        kept = false;
      }
    }
    return kept;
  }
}
