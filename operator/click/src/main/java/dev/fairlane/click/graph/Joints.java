package dev.fairlane.click.graph;

import dev.fairlane.click.problem.Position;
import dev.fairlane.click.problem.Problems;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The elements and what connects them, where wires that meet in the faces of compound elements are
 * one.
 *
 * @param connections sorted, with the place where each is written
 * @param next for each element the elements behind it, sorted
 */
record Joints(
    List<Vertex> elements,
    NavigableMap<Connection, Position> connections,
    List<List<Integer>> next) {

  /** The most connections of a graph: what a forwarder takes. */
  private static final int MAX_CONNECTIONS = 4096;

  /**
   * @return nothing when there are too many connections; a problem says so
   */
  static Optional<Joints> of(List<Vertex> elements, Problems problems) {
    Map<Vertex, Integer> places = new IdentityHashMap<>();
    elements.forEach(element -> places.put(element, places.size()));
    NavigableMap<Connection, Position> connections = new TreeMap<>();
    List<List<Integer>> next = new ArrayList<>();
    for (Vertex element : elements) {
      int from = places.get(element);
      Set<Integer> targets = new HashSet<>();
      for (Vertex.Wire wire : element.outs.values().stream().flatMap(List::stream).toList()) {
        for (Vertex.Wire end : ends(wire)) {
          int to = places.get(end.to());
          targets.add(to);
          connections.putIfAbsent(
              new Connection(from, wire.output(), to, end.input()), wire.position());
          if (connections.size() > MAX_CONNECTIONS) {
            problems.add(
                wire.position(),
                "The configuration expands to more than %d connections here."
                    .formatted(MAX_CONNECTIONS));
            return Optional.empty();
          }
        }
      }
      next.add(targets.stream().sorted().toList());
    }
    return Optional.of(new Joints(elements, connections, next));
  }

  private static List<Vertex.Wire> ends(Vertex.Wire start) {
    List<Vertex.Wire> ends = new ArrayList<>();
    Set<Vertex.Wire> seen = new HashSet<>();
    ArrayDeque<Vertex.Wire> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      Vertex.Wire wire = open.poll();
      if (!seen.add(wire)) {
        continue;
      }
      if (wire.to().kind == Vertex.Kind.ELEMENT) {
        ends.add(wire);
      } else {
        open.addAll(wire.to().outs.getOrDefault(wire.input(), List.of()));
      }
    }
    return ends;
  }

  /** What packets that enter here can reach, this element included. */
  BitSet reachedFrom(int source) {
    BitSet reached = new BitSet();
    ArrayDeque<Integer> open = new ArrayDeque<>(List.of(source));
    while (!open.isEmpty()) {
      int element = open.poll();
      if (!reached.get(element)) {
        reached.set(element);
        open.addAll(next.get(element));
      }
    }
    return reached;
  }
}
