package dev.fairlane.click.graph;

import dev.fairlane.click.catalogue.ElementClass;
import dev.fairlane.click.catalogue.Interfaces;
import dev.fairlane.click.catalogue.Parameter;
import dev.fairlane.click.problem.Nearest;
import dev.fairlane.click.problem.Position;
import dev.fairlane.click.problem.Problems;
import dev.fairlane.click.syntax.Argument;
import dev.fairlane.click.syntax.Strings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives the arguments of an element to the parameters of its class. */
record ArgumentReader(Interfaces interfaces, Problems problems) {

  /** The longest value, in bytes of UTF-8. */
  private static final int MAX_BYTES = 4096;

  /** The most values of a repeated parameter. */
  private static final int MAX_VALUES = 1024;

  List<Element.Value> read(ElementClass type, Position position, List<Argument> arguments) {
    Map<String, List<String>> given = new LinkedHashMap<>();
    int place = 0;
    for (Argument argument : arguments) {
      String first = argument.text().split(" ", 2)[0];
      Optional<Parameter> keyed =
          type.parameters().stream().filter(p -> p.keyword().equals(first)).findFirst();
      if (keyed.isPresent()) {
        String rest = argument.text().substring(first.length()).strip();
        take(keyed.get(), argument.position(), rest, given);
      } else if (place < type.parameters().size()) {
        Parameter parameter = type.parameters().get(place);
        if (!parameter.repeated()) {
          place++;
        }
        take(parameter, argument.position(), argument.text(), given);
      } else {
        List<String> keywords = type.parameters().stream().map(Parameter::keyword).toList();
        problems.add(
            argument.position(),
            "%s does not take the argument %s."
                .formatted(type.name(), Problems.quote(argument.text())),
            Nearest.to(first, keywords));
      }
    }
    return complete(type, position, given);
  }

  private void take(
      Parameter parameter, Position position, String written, Map<String, List<String>> given) {
    List<String> values = given.computeIfAbsent(parameter.keyword(), key -> new ArrayList<>());
    if (!values.isEmpty() && !parameter.repeated()) {
      problems.add(position, "%s is given twice.".formatted(parameter.keyword()));
      return;
    }
    String text = Strings.unquote(written);
    Optional<String> value = parameter.type().read(text, interfaces);
    if (value.isEmpty() && !Substitution.left(text)) {
      problems.add(
          position,
          "%s must be %s, not %s."
              .formatted(parameter.keyword(), parameter.type().description(), Problems.quote(text)),
          Nearest.to(text, parameter.type().candidates(interfaces)));
    }
    values.add(value.orElse(text));
    refuseTooMuch(parameter, position, text, values.size());
  }

  private void refuseTooMuch(Parameter parameter, Position position, String text, int count) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_BYTES) {
      problems.add(
          position,
          "%s has %d bytes, and the most is %d.".formatted(parameter.keyword(), bytes, MAX_BYTES));
    }
    if (count == MAX_VALUES + 1) {
      problems.add(
          position,
          "%s is given more than %d times here.".formatted(parameter.keyword(), MAX_VALUES));
    }
  }

  private List<Element.Value> complete(
      ElementClass type, Position position, Map<String, List<String>> given) {
    List<Element.Value> values = new ArrayList<>();
    for (Parameter parameter : type.parameters()) {
      List<String> texts = given.getOrDefault(parameter.keyword(), List.of());
      if (texts.isEmpty() && parameter.required()) {
        problems.add(
            position,
            "%s needs the argument %s, %s."
                .formatted(type.name(), parameter.keyword(), parameter.type().description()));
      }
      if (texts.isEmpty()) {
        texts = parameter.otherwise().stream().toList();
      }
      for (String text : texts) {
        values.add(new Element.Value(parameter.keyword(), text, parameter.repeated()));
      }
    }
    return List.copyOf(values);
  }
}
