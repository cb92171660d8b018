package dev.fairlane.click.graph;

import dev.fairlane.click.catalogue.ElementClass;
import dev.fairlane.click.problem.Position;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** An element, or a face of a compound element, while the graph is made. */
final class Vertex {

  /** A wire as written. */
  record Wire(Vertex from, int output, Vertex to, int input, Position position) {}

  /** What it is. */
  enum Kind {
    ELEMENT,
    /** The inner side of a compound element's inputs. */
    INPUT,
    /** The inner side of a compound element's outputs. */
    OUTPUT
  }

  final Kind kind;
  final String name;
  final String label;
  final Position position;
  final ElementClass elementClass;
  final List<Element.Value> arguments;
  final NavigableMap<Integer, List<Wire>> ins = new TreeMap<>();
  final NavigableMap<Integer, List<Wire>> outs = new TreeMap<>();
  private final Set<Target> drawn = new HashSet<>();

  Vertex(
      Kind kind,
      String name,
      String label,
      Position position,
      ElementClass elementClass,
      List<Element.Value> arguments) {
    this.kind = kind;
    this.name = name;
    this.label = label;
    this.position = position;
    this.elementClass = elementClass;
    this.arguments = arguments;
  }

  /** Draws the wire; one that is there already is drawn once. */
  static void connect(Wire wire) {
    if (wire.from.drawn.add(new Target(wire.output, wire.to, wire.input))) {
      wire.from.outs.computeIfAbsent(wire.output, port -> new ArrayList<>()).add(wire);
      wire.to.ins.computeIfAbsent(wire.input, port -> new ArrayList<>()).add(wire);
    }
  }

  /** A wire as its source sees it. */
  private record Target(int output, Vertex to, int input) {}

  static int used(NavigableMap<Integer, List<Wire>> side) {
    return side.isEmpty() ? 0 : side.lastKey() + 1;
  }
}
