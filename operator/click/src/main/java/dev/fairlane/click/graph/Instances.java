package dev.fairlane.click.graph;

import dev.fairlane.click.catalogue.Catalogue;
import dev.fairlane.click.catalogue.ElementClass;
import dev.fairlane.click.catalogue.Interfaces;
import dev.fairlane.click.problem.Nearest;
import dev.fairlane.click.problem.Position;
import dev.fairlane.click.problem.Problems;
import dev.fairlane.click.syntax.Argument;
import dev.fairlane.click.syntax.Statement;
import dev.fairlane.click.syntax.Use;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Makes elements, and compound elements with all that is in them. */
final class Instances {

  private final Catalogue catalogue;
  private final ArgumentReader reader;
  private final Substitution substitution;
  private final Binding binding;
  private final Budget budget;
  private final Draft draft;
  private final Problems problems;
  private final BiConsumer<List<Statement>, Scope> body;

  /**
   * @param body expands the statements of a compound element in the scope of one of its uses
   */
  Instances(
      Catalogue catalogue,
      Interfaces interfaces,
      Substitution substitution,
      Budget budget,
      Draft draft,
      Problems problems,
      BiConsumer<List<Statement>, Scope> body) {
    this.catalogue = catalogue;
    this.reader = new ArgumentReader(interfaces, problems);
    this.substitution = substitution;
    this.binding = new Binding(problems);
    this.budget = budget;
    this.draft = draft;
    this.problems = problems;
    this.body = body;
  }

  boolean isClass(String name, Scope scope) {
    return catalogue.find(name).isPresent() || scope.classNamed(name).isPresent();
  }

  Set<String> classNames(Scope scope) {
    Set<String> names = new HashSet<>(scope.classNames());
    names.addAll(catalogue.classes().keySet());
    return names;
  }

  /** The use's element under this name; nothing when a problem was told. */
  Optional<Scope.Ends> make(Use use, String name, String label, Scope scope) {
    if (!budget.take(1, use.position())) {
      draft.leaveOut();
      return Optional.empty();
    }
    List<Argument> arguments = substitution.apply(use.arguments(), scope);
    if (!budget.take(arguments, use.position())) {
      draft.leaveOut();
      return Optional.empty();
    }
    String flat = scope.prefix + name;
    if (!draft.claim(flat)) {
      problems.add(use.position(), "There are two elements %s.".formatted(Problems.quote(flat)));
    }
    return switch (use) {
      case Use.OfCompound inline ->
          compound(new Scope.Defined(inline.compound(), scope), use, arguments, flat, label, scope);
      case Use.OfClass named -> ofClass(named, arguments, flat, label, scope);
    };
  }

  private Optional<Scope.Ends> ofClass(
      Use.OfClass use, List<Argument> arguments, String flat, String label, Scope scope) {
    String className = use.name().text();
    Optional<ElementClass> type = catalogue.find(className);
    if (type.isPresent()) {
      List<Element.Value> values = reader.read(type.get(), use.position(), arguments);
      Vertex vertex =
          new Vertex(Vertex.Kind.ELEMENT, flat, label, use.position(), type.get(), values);
      draft.add(vertex);
      return Optional.of(new Scope.Ends(vertex, vertex));
    }
    Optional<Scope.Defined> defined = scope.classNamed(className);
    if (defined.isPresent()) {
      return compound(defined.get(), use, arguments, flat, label, scope);
    }
    problems.add(
        use.position(),
        "There is no element class %s.".formatted(Problems.quote(className)),
        Nearest.to(className, classNames(scope)));
    draft.leaveOut();
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
    Optional<Map<String, String>> values =
        binding.bind(defined.compound(), label, position, arguments);
    if (values.isEmpty() || budget.deep(around.depth + 1, position)) {
      draft.leaveOut();
      return Optional.empty();
    }
    Scope inner = new Scope(defined.scope(), flat + "/", around.depth + 1);
    inner.variables.putAll(values.get());
    Vertex input = new Vertex(Vertex.Kind.INPUT, flat, label, position, null, List.of());
    Vertex output = new Vertex(Vertex.Kind.OUTPUT, flat, label, position, null, List.of());
    draft.add(input);
    draft.add(output);
    inner.elements.put("input", new Scope.Ends(input, input));
    inner.elements.put("output", new Scope.Ends(output, output));
    body.accept(defined.compound().body(), inner);
    return Optional.of(new Scope.Ends(input, output));
  }
}
