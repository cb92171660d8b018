package dev.fairlane.click.graph;

import dev.fairlane.click.catalogue.Flow;
import dev.fairlane.click.catalogue.Sharing;
import dev.fairlane.click.problem.Position;
import dev.fairlane.click.problem.Problems;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The rules for the flat graph: push and pull, paths, nothing that no packet reaches. */
final class GraphRules {

  private static final int MAX_CONNECTIONS = 32_768;

  private final Problems problems;
  private final List<Vertex> elements;
  private final TreeMap<Connection, Position> connections = new TreeMap<>();
  private final List<List<Integer>> next = new ArrayList<>();

  private GraphRules(List<Vertex> vertices, Problems problems) {
    this.problems = problems;
    this.elements = vertices.stream().filter(v -> v.kind == Vertex.Kind.ELEMENT).toList();
  }

  static Optional<Graph> check(List<Vertex> vertices, Problems problems) {
    GraphRules rules = new GraphRules(vertices, problems);
    if (!rules.connect()) {
      return Optional.empty();
    }
    rules.checkFlow();
    List<Graph.Path> paths = rules.paths();
    return problems.isEmpty() ? Optional.of(rules.graph(paths)) : Optional.empty();
  }

  private Graph graph(List<Graph.Path> paths) {
    return new Graph(
        elements.stream()
            .map(v -> new Element(v.name, v.elementClass.name(), v.arguments))
            .toList(),
        List.copyOf(connections.keySet()),
        paths);
  }

  /** Joins the wires that meet in the faces of compound elements. */
  private boolean connect() {
    Map<Vertex, Integer> places = new IdentityHashMap<>();
    elements.forEach(element -> places.put(element, places.size()));
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
            return false;
          }
        }
      }
      next.add(targets.stream().sorted().toList());
    }
    return true;
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

  private void checkFlow() {
    Flow[] agnostic = new Flow[elements.size()];
    Arrays.fill(agnostic, Flow.AGNOSTIC);
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Connection c : connections.keySet()) {
        Flow output = flow(elements.get(c.from()).elementClass.outputFlow(), agnostic[c.from()]);
        Flow input = flow(elements.get(c.to()).elementClass.inputFlow(), agnostic[c.to()]);
        if (output == Flow.AGNOSTIC && input != Flow.AGNOSTIC) {
          agnostic[c.from()] = input;
          changed = true;
        } else if (input == Flow.AGNOSTIC && output != Flow.AGNOSTIC) {
          agnostic[c.to()] = output;
          changed = true;
        }
      }
    }
    Map<List<Integer>, Connection> outputs = new HashMap<>();
    Map<List<Integer>, Connection> inputs = new HashMap<>();
    connections.forEach(
        (c, position) -> {
          Vertex from = elements.get(c.from());
          Vertex to = elements.get(c.to());
          Flow output = flow(from.elementClass.outputFlow(), agnostic[c.from()]);
          Flow input = flow(to.elementClass.inputFlow(), agnostic[c.to()]);
          if (output != input) {
            problems.add(
                position,
                "%s cannot be connected to %s: one side is push, the other pull, and a queue belongs between them."
                    .formatted(Problems.quote(from.label), Problems.quote(to.label)));
          }
          if (output != Flow.PULL && outputs.put(List.of(c.from(), c.output()), c) != null) {
            problems.add(
                position,
                "The push output port %d of %s is connected twice."
                    .formatted(c.output(), Problems.quote(from.label)));
          }
          if (input == Flow.PULL && inputs.put(List.of(c.to(), c.input()), c) != null) {
            problems.add(
                position,
                "The pull input port %d of %s is connected twice."
                    .formatted(c.input(), Problems.quote(to.label)));
          }
        });
  }

  private static Flow flow(Flow declared, Flow found) {
    return declared == Flow.AGNOSTIC ? found : declared;
  }

  private List<Graph.Path> paths() {
    Map<Integer, BitSet> bySource = new TreeMap<>();
    Map<List<Element.Value>, Vertex> devices = new HashMap<>();
    BitSet reached = new BitSet();
    for (int i = 0; i < elements.size(); i++) {
      Vertex element = elements.get(i);
      if (element.elementClass.startsPath()) {
        if (devices.put(element.arguments, element) != null) {
          problems.add(
              element.position,
              "Two elements %s read the same interface; each has one path."
                  .formatted(element.elementClass.name()));
        }
        bySource.put(i, reachedFrom(i));
        reached.or(bySource.get(i));
      }
    }
    if (bySource.isEmpty()) {
      problems.add(Position.START, "No element brings packets in, so there is no path.");
      return List.of();
    }
    for (int i = reached.nextClearBit(0); i < elements.size(); i = reached.nextClearBit(i + 1)) {
      problems.add(
          elements.get(i).position,
          "No packet can reach %s.".formatted(Problems.quote(elements.get(i).label)));
    }
    return join(bySource);
  }

  private BitSet reachedFrom(int source) {
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

  /** One path for each source; those that meet in a joining element become one. */
  private List<Graph.Path> join(Map<Integer, BitSet> bySource) {
    BitSet joining = new BitSet();
    for (int i = 0; i < elements.size(); i++) {
      joining.set(i, elements.get(i).elementClass.sharing() == Sharing.JOINING);
    }
    List<BitSet> groups = new ArrayList<>();
    bySource.forEach(
        (source, own) -> {
          BitSet merged = (BitSet) own.clone();
          BitSet shared = (BitSet) own.clone();
          shared.and(joining);
          for (BitSet other : List.copyOf(groups)) {
            if (other.intersects(shared)) {
              groups.remove(other);
              merged.or(other);
            }
          }
          groups.add(merged);
        });
    return groups.stream()
        .map(
            group ->
                new Graph.Path(
                    names(group.stream().filter(bySource::containsKey).boxed().toList()),
                    names(group.stream().boxed().toList())))
        .sorted(Comparator.comparing((Graph.Path path) -> path.sources().getFirst()))
        .toList();
  }

  private List<String> names(List<Integer> places) {
    return places.stream().map(place -> elements.get(place).name).toList();
  }
}
