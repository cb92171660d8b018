package dev.fairlane.click.graph;

import dev.fairlane.click.problem.Nearest;
import dev.fairlane.click.problem.Problems;
import dev.fairlane.click.syntax.Argument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the values of parameters in their places. */
record Substitution(Problems problems) {

  /** Values in values could double with each level. */
  private static final int MAX_LENGTH = 4096;

  private static final Pattern VARIABLE = Pattern.compile("\\$[A-Za-z0-9_]+");

  /** As Click does, a value with commas becomes several arguments. */
  List<Argument> apply(List<Argument> arguments, Scope scope) {
    List<Argument> results = new ArrayList<>();
    for (Argument argument : arguments) {
      Argument whole = value(argument, scope);
      if (whole.text().equals(argument.text())) {
        results.add(argument);
      } else {
        split(whole.text()).forEach(text -> results.add(new Argument(argument.position(), text)));
      }
    }
    return results;
  }

  /** Whether a parameter is left, of which a problem has been told. */
  static boolean left(String text) {
    return VARIABLE.matcher(text).find();
  }

  /** The argument with the values in it, not split. */
  Argument value(Argument argument, Scope scope) {
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

  /** At the commas that stand in no parentheses and in no string. */
  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    int depth = 0;
    boolean string = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        string = !string;
      } else if (string) {
        i += c == '\\' ? 1 : 0;
      } else if (c == ',' && depth == 0) {
        parts.add(text.substring(start, i).strip());
        start = i + 1;
      } else {
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      }
    }
    parts.add(text.substring(start).strip());
    return parts;
  }
}
