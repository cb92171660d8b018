package dev.fairlane.testsupport.forwarder;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What fields of a document must look like. */
final class Fields {

  private Fields() {}

  static void requireKnown(JsonNode node, Set<String> known, String path, List<Problem> problems) {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                problems.add(new Problem(join(path, name), "is not a field"));
              }
            });
  }

  static void requireText(JsonNode node, String name, String path, List<Problem> problems) {
    if (!node.path(name).isTextual() || node.path(name).asText().isEmpty()) {
      problems.add(new Problem(join(path, name), "must be a text that is not empty"));
    }
  }

  static void requireInteger(
      JsonNode node, String name, long least, long most, String path, List<Problem> problems) {
    JsonNode value = node.path(name);
    if (!value.isIntegralNumber() || value.asLong() < least || value.asLong() > most) {
      problems.add(new Problem(join(path, name), "must be " + least + " to " + most));
    }
  }

  /** The texts at one field of each item. */
  static Set<String> texts(JsonNode list, String name) {
    Set<String> texts = new TreeSet<>();
    list.forEach(item -> texts.add(item.path(name).asText()));
    return texts;
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
