package dev.fairlane.kubectl.figures;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the Prometheus text format 0.0.4. Pure. */
final class MetricsText {

  private final String line;
  private int at;

  private MetricsText(String line) {
    this.line = line;
  }

  /**
   * @throws IllegalArgumentException when a line is not of the format
   */
  static List<Series> parse(String text) {
    return text.lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> new MetricsText(line).series())
        .toList();
  }

  private Series series() {
    int start = at;
    while (at < line.length() && line.charAt(at) != '{' && line.charAt(at) != ' ') {
      at++;
    }
    String name = line.substring(start, at);
    Map<String, String> labels = new HashMap<>();
    if (at < line.length() && line.charAt(at) == '{') {
      at++;
      while (peek() != '}') {
        label(labels);
      }
      at++;
    }
    String[] rest = line.substring(at).strip().split(" ");
    return new Series(name, labels, number(rest[0]));
  }

  private void label(Map<String, String> labels) {
    int equals = line.indexOf("=\"", at);
    if (equals < 0) {
      throw malformed();
    }
    String key = line.substring(at, equals);
    at = equals + 2;
    StringBuilder value = new StringBuilder();
    while (peek() != '"') {
      value.append(peek() == '\\' ? escaped() : peek());
      at++;
    }
    at++;
    labels.put(key, value.toString());
    if (peek() == ',') {
      at++;
    }
  }

  /** Leaves the position on the escaped character. */
  private char escaped() {
    at++;
    return peek() == 'n' ? '\n' : peek();
  }

  private char peek() {
    if (at >= line.length()) {
      throw malformed();
    }
    return line.charAt(at);
  }

  private double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw malformed();
    }
  }

  private IllegalArgumentException malformed() {
    return new IllegalArgumentException("not a line of a metrics text: " + line);
  }
}
