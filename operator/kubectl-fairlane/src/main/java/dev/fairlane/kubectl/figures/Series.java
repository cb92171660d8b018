package dev.fairlane.kubectl.figures;

import java.util.Map;

/** One value of a metrics text. */
record Series(String name, Map<String, String> labels, double value) {

  Series {
    labels = Map.copyOf(labels);
  }

  /**
   * @throws IllegalArgumentException when there is no such label
   */
  String label(String key) {
    String value = labels.get(key);
    if (value == null) {
      throw new IllegalArgumentException("%s has no label %s".formatted(name, key));
    }
    return value;
  }
}
