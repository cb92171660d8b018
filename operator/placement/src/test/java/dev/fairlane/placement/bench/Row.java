package dev.fairlane.placement.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A measured figure beside the one to reach.
 *
 * @param name as the design names it
 * @param value what was measured
 * @param unit of the value and the goal
 * @param goal the most that it should be
 * @param note what was measured, and what it does not tell
 */
public record Row(String name, double value, String unit, double goal, String note) {

  private static final String BEGIN = "<!-- make bench-java writes from here -->\n";
  private static final String END = "<!-- make bench-java writes to here -->";

  public boolean holds() {
    return value <= goal;
  }

  static String json(List<Row> rows) {
    return rows.stream().map(Row::json).collect(Collectors.joining(",\n", "[\n", "\n]\n"));
  }

  /** As an object of a file in {@code build/results}. */
  public String json() {
    return text(
        "  {\"name\": \"%s\", \"value\": %.3f, \"unit\": \"%s\", \"low\": null,"
            + " \"high\": null, \"goal\": %s, \"holds\": %b, \"note\": \"%s\"}",
        name, value, unit, goal, holds(), note);
  }

  public static String table(List<Row> rows) {
    StringBuilder table = new StringBuilder();
    table.append("| figure | measured | to reach | holds | what |\n|---|---|---|---|---|\n");
    for (Row row : rows) {
      table.append(
          text(
              "| %s | %.2f %s | %s %s | %s | %s |\n",
              row.name,
              row.value,
              row.unit,
              row.goal,
              row.unit,
              row.holds() ? "yes" : "no",
              row.note));
    }
    return table.toString();
  }

  /** The page with another table between its marks. */
  static String replaceTable(String page, String table) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException(
          "the page must have the lines %s and %s".formatted(BEGIN.strip(), END));
    }
    return page.substring(0, begin + BEGIN.length()) + table + page.substring(end);
  }

  static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
