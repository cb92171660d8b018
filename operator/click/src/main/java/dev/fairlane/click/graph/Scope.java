package dev.fairlane.click.graph;

import dev.fairlane.click.syntax.Compound;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Names that hold in one use of a compound element, or in the whole text. */
final class Scope {

  /** A named compound class and where it was defined, whose names its body sees. */
  record Defined(Compound compound, Scope scope) {}

  /** Where wires to and from an element end: for a compound element, its two faces. */
  record Ends(Vertex input, Vertex output) {}

  final Scope outer;
  final String prefix;
  final int depth;
  final Map<String, Defined> classes = new HashMap<>();
  final Map<String, String> variables = new HashMap<>();
  final Map<String, Ends> elements = new HashMap<>();
  final Set<String> declared = new HashSet<>();
  int nameless;

  Scope(Scope outer, String prefix, int depth) {
    this.outer = outer;
    this.prefix = prefix;
    this.depth = depth;
  }

  Optional<Defined> classNamed(String name) {
    for (Scope scope = this; scope != null; scope = scope.outer) {
      if (scope.classes.containsKey(name)) {
        return Optional.of(scope.classes.get(name));
      }
    }
    return Optional.empty();
  }

  Optional<String> variable(String name) {
    for (Scope scope = this; scope != null; scope = scope.outer) {
      if (scope.variables.containsKey(name)) {
        return Optional.of(scope.variables.get(name));
      }
    }
    return Optional.empty();
  }

  Set<String> classNames() {
    Set<String> names = new HashSet<>();
    for (Scope scope = this; scope != null; scope = scope.outer) {
      names.addAll(scope.classes.keySet());
    }
    return names;
  }

  Set<String> variableNames() {
    Set<String> names = new HashSet<>();
    for (Scope scope = this; scope != null; scope = scope.outer) {
      names.addAll(scope.variables.keySet());
    }
    return names;
  }
}
