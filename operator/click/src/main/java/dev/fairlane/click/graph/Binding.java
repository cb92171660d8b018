package dev.fairlane.click.graph;

import dev.fairlane.click.problem.Position;
import dev.fairlane.click.problem.Problems;
import dev.fairlane.click.syntax.Argument;
import dev.fairlane.click.syntax.Compound;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Gives the arguments of a compound element to its parameters. */
record Binding(Problems problems) {

  private static final String REST = "__REST__";

  /**
   * The value of each parameter by its variable.
   *
   * @return nothing when arguments and parameters do not fit; a problem says so
   */
  Optional<Map<String, String>> bind(
      Compound compound, String label, Position position, List<Argument> arguments) {
    Map<String, String> values = new HashMap<>();
    Deque<Argument> byPlace = new ArrayDeque<>();
    for (Argument argument : arguments) {
      keyword(compound, argument)
          .ifPresentOrElse(
              parameter -> byKeyword(parameter, argument, values), () -> byPlace.add(argument));
    }
    int given = byPlace.size();
    boolean fits = true;
    for (Compound.Parameter parameter : compound.parameters()) {
      String variable = parameter.variable().text();
      if (isRest(parameter)) {
        values.put(
            variable, byPlace.stream().map(Argument::text).collect(Collectors.joining(", ")));
        byPlace.clear();
      } else if (parameter.keyword().isEmpty() && !byPlace.isEmpty()) {
        values.put(variable, byPlace.remove().text());
      } else if (parameter.keyword().isPresent() && !values.containsKey(variable)) {
        String keyword = parameter.keyword().get().text();
        problems.add(
            position,
            "The compound element %s needs the argument %s, by its keyword."
                .formatted(label, keyword));
        fits = false;
      }
    }
    boolean enough = values.size() == compound.parameters().size();
    if (fits && (!enough || !byPlace.isEmpty())) {
      long wanted = compound.parameters().stream().filter(p -> p.keyword().isEmpty()).count();
      problems.add(
          position,
          "The compound element %s takes %d arguments, not %d.".formatted(label, wanted, given));
      fits = false;
    }
    return fits ? Optional.of(values) : Optional.empty();
  }

  private static Optional<Compound.Parameter> keyword(Compound compound, Argument argument) {
    String first = argument.text().split(" ", 2)[0];
    return compound.parameters().stream()
        .filter(parameter -> !isRest(parameter))
        .filter(parameter -> parameter.keyword().filter(k -> k.text().equals(first)).isPresent())
        .findFirst();
  }

  private void byKeyword(
      Compound.Parameter parameter, Argument argument, Map<String, String> values) {
    String keyword = parameter.keyword().orElseThrow().text();
    String value = argument.text().substring(keyword.length()).strip();
    if (values.putIfAbsent(parameter.variable().text(), value) != null) {
      problems.add(argument.position(), "%s is given twice.".formatted(keyword));
    }
  }

  private static boolean isRest(Compound.Parameter parameter) {
    return parameter.keyword().filter(keyword -> keyword.text().equals(REST)).isPresent();
  }
}
