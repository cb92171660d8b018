package dev.fairlane.click.graph;

import dev.fairlane.click.problem.Nearest;
import dev.fairlane.click.problem.Problems;
import dev.fairlane.click.syntax.Argument;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the values of a compound element's parameters in their places. */
record Substitution(Problems problems) {

  /** Values in values could double with each level. */
  private static final int MAX_LENGTH = 4096;

  private static final Pattern VARIABLE = Pattern.compile("\\$[A-Za-z0-9_]+");

  List<Argument> apply(List<Argument> arguments, Scope scope) {
    return arguments.stream().map(argument -> apply(argument, scope)).toList();
  }

  /** Whether a parameter is left, of which a problem has been told. */
  static boolean left(String text) {
    return VARIABLE.matcher(text).find();
  }

  private Argument apply(Argument argument, Scope scope) {
    Matcher matcher = VARIABLE.matcher(argument.text());
    StringBuilder text = new StringBuilder();
    int end = 0;
    while (matcher.find()) {
      Optional<String> value = scope.variable(matcher.group());
      if (value.isEmpty()) {
        problems.add(
            argument.position(),
            "There is no parameter %s.".formatted(Problems.quote(matcher.group())),
            Nearest.to(matcher.group(), scope.variableNames()));
      }
      text.append(argument.text(), end, matcher.start()).append(value.orElse(matcher.group()));
      end = matcher.end();
      if (text.length() > MAX_LENGTH) {
        problems.add(
            argument.position(),
            "This argument has more than %d characters.".formatted(MAX_LENGTH));
        return new Argument(argument.position(), "");
      }
    }
    return new Argument(argument.position(), text + argument.text().substring(end));
  }
}
