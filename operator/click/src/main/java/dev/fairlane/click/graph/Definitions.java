package dev.fairlane.click.graph;

import dev.fairlane.click.catalogue.Catalogue;
import dev.fairlane.click.problem.Problems;
import dev.fairlane.click.syntax.Argument;
import dev.fairlane.click.syntax.Name;
import dev.fairlane.click.syntax.Statement;
import java.util.List;
import java.util.regex.Pattern;

/** Gives a scope its element classes and its variables, before its elements are made. */
record Definitions(
    Catalogue catalogue, Substitution substitution, Budget budget, Problems problems) {

  private static final Pattern VARIABLE = Pattern.compile("\\$[A-Za-z0-9_]+");

  void take(List<Statement> statements, Scope scope) {
    for (Statement statement : statements) {
      switch (statement) {
        case Statement.Definition definition -> define(definition, scope);
        case Statement.Variables variables -> define(variables.arguments(), scope);
        case Statement.Chain chain -> {}
      }
    }
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

  /** Values may use the variables that are defined before them. */
  private void define(List<Argument> arguments, Scope scope) {
    for (Argument argument : arguments) {
      if (!budget.take(1, argument.position())) {
        return;
      }
      String[] parts = argument.text().split(" ", 2);
      if (!VARIABLE.matcher(parts[0]).matches()) {
        problems.add(
            argument.position(),
            "%s cannot be defined: a definition is a parameter like $name and its value."
                .formatted(Problems.quote(argument.text())));
        continue;
      }
      Argument value = new Argument(argument.position(), parts.length > 1 ? parts[1] : "");
      String text = substitution.value(value, scope).text();
      if (scope.variables.putIfAbsent(parts[0], text) != null) {
        problems.add(
            argument.position(),
            "The parameter %s is defined twice.".formatted(Problems.quote(parts[0])));
      }
    }
  }
}
