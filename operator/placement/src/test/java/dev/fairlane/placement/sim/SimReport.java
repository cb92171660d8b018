package dev.fairlane.placement.sim;

import static dev.fairlane.placement.sim.Simulator.text;

import java.util.List;

/** The comparison as a table for people and as rows for programs. */
final class SimReport {

  static final String BEGIN = "<!-- make sim writes from here -->\n";
  static final String END = "<!-- make sim writes to here -->";

  private SimReport() {}

  static String table(List<Run> runs) {
    StringBuilder table = new StringBuilder();
    table.append("| workload | strategy | mean largest shortfall | mean largest load | moves |");
    table.append(
        " ping-pongs | ticks until fair after the event |\n|---|---|---|---|---|---|---|\n");
    for (Run run : runs) {
      int ticks = run.ticksUntilFair();
      table.append(
          text(
              "| %s | %s | %.3f | %.3f | %d | %d | %s |\n",
              run.workload(),
              run.strategy(),
              run.meanShortfall(),
              run.meanLoad(),
              run.moves(),
              run.pingPongs(),
              ticks < 0 ? "never" : Integer.toString(ticks)));
    }
    return table.toString();
  }

  /** Rows by the names of the figures; a figure of our strategy has the others beside it. */
  static String json(List<Run> runs) {
    StringBuilder rows = new StringBuilder("[\n");
    for (Run run : runs) {
      Run clairvoyant = find(runs, run.workload(), Strategies.CLAIRVOYANT);
      Run longest = find(runs, run.workload(), Strategies.LPT);
      rows.append(
          text(
              "  {\"name\": \"sim\", \"workload\": \"%s\", \"strategy\": \"%s\","
                  + " \"meanShortfallCores\": %.4f, \"meanLargestLoadCores\": %.4f,"
                  + " \"moves\": %d, \"pingPongs\": %d, \"load-vs-clairvoyant\": %.4f,"
                  + " \"movesOfLptEachTick\": %d, \"convergence-after-step\": %d},\n",
              run.workload(),
              run.strategy(),
              run.meanShortfall(),
              run.meanLoad(),
              run.moves(),
              run.pingPongs(),
              run.meanLoad() / clairvoyant.meanLoad(),
              longest.moves(),
              run.ticksUntilFair()));
    }
    return rows.replace(rows.lastIndexOf(","), rows.length(), "\n]\n").toString();
  }

  static Run find(List<Run> runs, String workload, String strategy) {
    return runs.stream()
        .filter(run -> run.workload().equals(workload) && run.strategy().equals(strategy))
        .findFirst()
        .orElseThrow();
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
}
