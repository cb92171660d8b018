package dev.fairlane.click.graph;

import dev.fairlane.click.catalogue.Catalogue;
import dev.fairlane.click.catalogue.ElementClass;
import dev.fairlane.click.problem.Nearest;
import dev.fairlane.click.problem.Position;
import dev.fairlane.click.problem.Problems;
import dev.fairlane.click.syntax.Argument;
import dev.fairlane.click.syntax.Name;
import dev.fairlane.click.syntax.Node;
import dev.fairlane.click.syntax.Port;
import dev.fairlane.click.syntax.Statement;
import dev.fairlane.click.syntax.Use;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Resolves names and replaces compound elements by what is in them. */
public final class Expander {

  private static final Set<String> FACES = Set.of("input", "output");

  private final Catalogue catalogue;
  private final Problems problems;
  private final Budget budget;
  private final ArgumentReader reader;
  private final Substitution substitution;
  private final List<Vertex> vertices = new ArrayList<>();
  private final Set<String> flatNames = new HashSet<>();
  private boolean unresolved;

  private Expander(Catalogue catalogue, Set<String> interfaces, Problems problems) {
    this.catalogue = catalogue;
    this.problems = problems;
    this.budget = new Budget(problems);
    this.reader = new ArgumentReader(interfaces, problems);
    this.substitution = new Substitution(problems);
  }

  /**
   * The checked graph.
   *
   * @return nothing when {@code problems} received something
   */
  public static Optional<Graph> expand(
      List<Statement> statements, Catalogue catalogue, Set<String> interfaces, Problems problems) {
    Expander expander = new Expander(catalogue, interfaces, problems);
    expander.expand(statements, new Scope(null, "", 0));
    if (expander.unresolved || !PortRules.keep(expander.vertices, problems)) {
      return Optional.empty();
    }
    return GraphRules.check(expander.vertices, problems);
  }

  private void expand(List<Statement> statements, Scope scope) {
    Map<Node, Scope.Ends> made = new IdentityHashMap<>();
    for (Statement statement : statements) {
      if (statement instanceof Statement.Definition definition) {
        define(definition, scope);
      }
    }
    // Elements first, wires after them: a name may be used before the line that declares it.
    for (Node node : nodes(statements)) {
      if (!budget.take(1, node.term().position())) {
        unresolved = true;
        return;
      }
      if (node.term() instanceof Node.Declaration declaration) {
        declare(declaration, scope).ifPresent(ends -> made.put(node, ends));
      }
    }
    for (Node node : nodes(statements)) {
      if (node.term() instanceof Node.Mention mention) {
        mention(mention, scope).ifPresent(ends -> made.put(node, ends));
      }
    }
    for (Statement statement : statements) {
      if (statement instanceof Statement.Chain chain) {
        wire(chain.nodes(), made);
      }
    }
  }

  private static List<Node> nodes(List<Statement> statements) {
    return statements.stream()
        .filter(Statement.Chain.class::isInstance)
        .flatMap(statement -> ((Statement.Chain) statement).nodes().stream())
        .toList();
  }

  private void define(Statement.Definition definition, Scope scope) {
    Name name = definition.name();
    if (!budget.take(1, name.position())) {
      return;
    }
    if (catalogue.find(name.text()).isPresent() || scope.classes.containsKey(name.text())) {
      problems.add(
          name.position(),
          "There is already an element class %s.".formatted(Problems.quote(name.text())));
      return;
    }
    scope.classes.put(name.text(), new Scope.Defined(definition.compound(), scope));
  }

  private Optional<Scope.Ends> declare(Node.Declaration declaration, Scope scope) {
    if (declaration.names().isEmpty()) {
      return make(declaration.use(), nameless(declaration.use(), scope), "{...}", scope);
    }
    Optional<Scope.Ends> last = Optional.empty();
    for (Name name : declaration.names()) {
      if (FACES.contains(name.text())) {
        problems.add(
            name.position(),
            "%s is a port of a compound element and cannot be declared."
                .formatted(Problems.quote(name.text())));
      } else if (!scope.declared.add(name.text())) {
        problems.add(
            name.position(),
            "The element %s is declared twice.".formatted(Problems.quote(name.text())));
      } else {
        last = make(declaration.use(), name.text(), name.text(), scope);
        last.ifPresent(ends -> scope.elements.put(name.text(), ends));
      }
    }
    return last;
  }

  private static String nameless(Use use, Scope scope) {
    String base = use instanceof Use.OfClass named ? named.name().text() : "compound";
    String name;
    do {
      name = base + "@" + ++scope.nameless;
    } while (!scope.declared.add(name));
    return name;
  }

  private Optional<Scope.Ends> mention(Node.Mention mention, Scope scope) {
    String name = mention.name().text();
    Position position = mention.position();
    if (scope.declared.contains(name) || FACES.contains(name)) {
      Optional<Scope.Ends> ends = Optional.ofNullable(scope.elements.get(name));
      if (mention.arguments().isPresent()) {
        problems.add(
            position,
            "%s is an element already and takes arguments only where it is declared."
                .formatted(Problems.quote(name)));
      } else if (ends.isEmpty() && FACES.contains(name)) {
        problems.add(
            position,
            "%s has a meaning only in a compound element.".formatted(Problems.quote(name)));
      }
      unresolved |= ends.isEmpty();
      return ends;
    }
    Use use = new Use.OfClass(mention.name(), mention.arguments().orElse(List.of()));
    if (catalogue.find(name).isEmpty() && scope.classNamed(name).isEmpty()) {
      Set<String> known = new HashSet<>(scope.classNames());
      known.addAll(catalogue.classes().keySet());
      if (mention.arguments().isEmpty()) {
        known.addAll(scope.declared);
      }
      problems.add(
          position,
          "There is no element or element class %s.".formatted(Problems.quote(name)),
          Nearest.to(name, known));
      unresolved = true;
      return Optional.empty();
    }
    return make(use, nameless(use, scope), name, scope);
  }

  private Optional<Scope.Ends> make(Use use, String name, String label, Scope scope) {
    if (!budget.take(1 + use.arguments().size(), use.position())) {
      unresolved = true;
      return Optional.empty();
    }
    List<Argument> arguments = substitution.apply(use.arguments(), scope);
    String flat = scope.prefix + name;
    if (!flatNames.add(flat)) {
      problems.add(use.position(), "There are two elements %s.".formatted(Problems.quote(flat)));
    }
    if (use instanceof Use.OfCompound inline) {
      return compound(
          new Scope.Defined(inline.compound(), scope), use, arguments, flat, label, scope);
    }
    String className = ((Use.OfClass) use).name().text();
    Optional<ElementClass> type = catalogue.find(className);
    if (type.isPresent()) {
      List<Element.Value> values = reader.read(type.get(), use.position(), arguments);
      Vertex vertex =
          new Vertex(Vertex.Kind.ELEMENT, flat, label, use.position(), type.get(), values);
      vertices.add(vertex);
      return Optional.of(new Scope.Ends(vertex, vertex));
    }
    Optional<Scope.Defined> defined = scope.classNamed(className);
    if (defined.isPresent()) {
      return compound(defined.get(), use, arguments, flat, label, scope);
    }
    Set<String> known = new HashSet<>(scope.classNames());
    known.addAll(catalogue.classes().keySet());
    problems.add(
        use.position(),
        "There is no element class %s.".formatted(Problems.quote(className)),
        Nearest.to(className, known));
    unresolved = true;
    return Optional.empty();
  }

  private Optional<Scope.Ends> compound(
      Scope.Defined defined,
      Use use,
      List<Argument> arguments,
      String flat,
      String label,
      Scope around) {
    Position position = use.position();
    List<Name> parameters = defined.compound().parameters();
    if (parameters.size() != arguments.size()) {
      problems.add(
          position,
          "The compound element %s takes %d arguments, not %d."
              .formatted(label, parameters.size(), arguments.size()));
      unresolved = true;
      return Optional.empty();
    }
    if (budget.deep(around.depth + 1, position)) {
      unresolved = true;
      return Optional.empty();
    }
    Scope inner = new Scope(defined.scope(), flat + "/", around.depth + 1);
    for (int i = 0; i < parameters.size(); i++) {
      inner.variables.put(parameters.get(i).text(), arguments.get(i).text());
    }
    Vertex input = new Vertex(Vertex.Kind.INPUT, flat, label, position, null, List.of());
    Vertex output = new Vertex(Vertex.Kind.OUTPUT, flat, label, position, null, List.of());
    vertices.add(input);
    vertices.add(output);
    inner.elements.put("input", new Scope.Ends(input, input));
    inner.elements.put("output", new Scope.Ends(output, output));
    expand(defined.compound().body(), inner);
    return Optional.of(new Scope.Ends(input, output));
  }

  private void wire(List<Node> nodes, Map<Node, Scope.Ends> made) {
    for (int i = 1; i < nodes.size(); i++) {
      Node from = nodes.get(i - 1);
      Node to = nodes.get(i);
      if (!made.containsKey(from) || !made.containsKey(to)) {
        unresolved = true;
        continue;
      }
      Vertex source = made.get(from).output();
      Vertex target = made.get(to).input();
      if (fits(from, "input", "output") & fits(to, "output", "input")) {
        Vertex.connect(
            new Vertex.Wire(
                source,
                from.output().map(Port::number).orElse(0),
                target,
                to.input().map(Port::number).orElse(0),
                to.term().position()));
      }
    }
  }

  /** Whether the node may stand on this side of an arrow; says so when not. */
  private boolean fits(Node node, String face, String wrong) {
    if (node.term() instanceof Node.Mention mention && mention.name().text().equals(wrong)) {
      problems.add(
          mention.position(),
          wrong.equals("output")
              ? "Nothing can follow \"output\"; packets come in by \"input\"."
              : "Nothing can lead to \"input\"; packets leave by \"output\".",
          Optional.of(face));
      unresolved = true;
      return false;
    }
    return true;
  }
}
