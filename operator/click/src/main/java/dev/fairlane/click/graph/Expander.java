package dev.fairlane.click.graph;

import dev.fairlane.click.catalogue.Catalogue;
import dev.fairlane.click.catalogue.Interfaces;
import dev.fairlane.click.problem.Nearest;
import dev.fairlane.click.problem.Position;
import dev.fairlane.click.problem.Problems;
import dev.fairlane.click.syntax.Name;
import dev.fairlane.click.syntax.Node;
import dev.fairlane.click.syntax.Statement;
import dev.fairlane.click.syntax.Use;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Resolves names and replaces compound elements by what is in them. */
public final class Expander {

  private static final Set<String> FACES = Set.of("input", "output");

  private final Problems problems;
  private final Budget budget;
  private final Draft draft = new Draft();
  private final Definitions definitions;
  private final Instances instances;
  private final Wiring wiring;

  private Expander(Catalogue catalogue, Interfaces interfaces, Problems problems) {
    Substitution substitution = new Substitution(problems);
    this.problems = problems;
    this.budget = new Budget(problems);
    this.definitions = new Definitions(catalogue, substitution, budget, problems);
    this.instances =
        new Instances(catalogue, interfaces, substitution, budget, draft, problems, this::expand);
    this.wiring = new Wiring(draft, problems);
  }

  /**
   * The checked graph.
   *
   * @param parameters that hold in the whole text, by name without the dollar sign
   * @return nothing when {@code problems} received something
   */
  public static Optional<Graph> expand(
      List<Statement> statements,
      Catalogue catalogue,
      Interfaces interfaces,
      Map<String, String> parameters,
      Problems problems) {
    Expander expander = new Expander(catalogue, interfaces, problems);
    Scope whole = new Scope(null, "", 0);
    parameters.forEach((name, value) -> whole.variables.put("$" + name, value));
    expander.expand(statements, whole);
    if (expander.draft.isIncomplete() || !PortRules.keep(expander.draft.vertices(), problems)) {
      return Optional.empty();
    }
    return GraphRules.check(expander.draft.vertices(), problems);
  }

  private void expand(List<Statement> statements, Scope scope) {
    Map<Node, Scope.Ends> made = new IdentityHashMap<>();
    definitions.take(statements, scope);
    // Elements first, wires after them: a name may be used before the line that declares it.
    for (Node node : nodes(statements)) {
      if (!budget.take(1, node.term().position())) {
        draft.leaveOut();
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
        wiring.wire(chain, made);
      }
    }
  }

  private static List<Node> nodes(List<Statement> statements) {
    return statements.stream()
        .filter(Statement.Chain.class::isInstance)
        .flatMap(statement -> ((Statement.Chain) statement).stages().stream())
        .flatMap(stage -> stage.nodes().stream())
        .toList();
  }

  private Optional<Scope.Ends> declare(Node.Declaration declaration, Scope scope) {
    if (declaration.names().isEmpty()) {
      return instances.make(declaration.use(), nameless(declaration.use(), scope), "{...}", scope);
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
        last = instances.make(declaration.use(), name.text(), name.text(), scope);
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
      return declared(mention, scope);
    }
    if (!instances.isClass(name, scope)) {
      Set<String> known = new HashSet<>(instances.classNames(scope));
      if (mention.arguments().isEmpty()) {
        known.addAll(scope.declared);
      }
      problems.add(
          position,
          "There is no element or element class %s.".formatted(Problems.quote(name)),
          Nearest.to(name, known));
      draft.leaveOut();
      return Optional.empty();
    }
    Use use = new Use.OfClass(mention.name(), mention.arguments().orElse(List.of()));
    return instances.make(use, nameless(use, scope), name, scope);
  }

  private Optional<Scope.Ends> declared(Node.Mention mention, Scope scope) {
    String name = mention.name().text();
    Optional<Scope.Ends> ends = Optional.ofNullable(scope.elements.get(name));
    if (mention.arguments().isPresent()) {
      problems.add(
          mention.position(),
          "%s is an element already and takes arguments only where it is declared."
              .formatted(Problems.quote(name)));
    } else if (ends.isEmpty() && FACES.contains(name)) {
      problems.add(
          mention.position(),
          "%s has a meaning only in a compound element.".formatted(Problems.quote(name)));
    }
    if (ends.isEmpty()) {
      draft.leaveOut();
    }
    return ends;
  }
}
