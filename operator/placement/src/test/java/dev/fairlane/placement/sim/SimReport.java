package dev.fairlane.placement.sim;

import static dev.fairlane.placement.sim.Simulator.text;

import dev.fairlane.placement.bench.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The comparison as a table for people and as rows for programs. */
final class SimReport {

  static final String BEGIN = "<!-- make sim writes from here -->\n";
  static final String END = "<!-- make sim writes to here -->";

  private static final double MOST_TICKS = 2;
  private static final double MOST_LOAD = 1.02;

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
    return figures(runs).stream()
        .map(Row::json)
        .collect(Collectors.joining(",\n", rows.toString(), "\n]\n"));
  }

  /** What the design asks for, by its names. */
  static List<Row> figures(List<Run> runs) {
    List<Row> rows = new ArrayList<>();
    int ticks = find(runs, Workload.STEP.label(), Strategies.OURS).ticksUntilFair();
    rows.add(
        new Row(
            "convergence-after-step",
            ticks < 0 ? Workload.TICKS : ticks,
            "ticks",
            MOST_TICKS,
            "until the largest shortfall is below 0.03 core"));
    for (Workload workload : Workload.values()) {
      Run ours = find(runs, workload.label(), Strategies.OURS);
      Run clairvoyant = find(runs, workload.label(), Strategies.CLAIRVOYANT);
      int moves = find(runs, workload.label(), Strategies.LPT).moves();
      rows.add(
          new Row(
              "load-vs-clairvoyant",
              ours.meanLoad() / clairvoyant.meanLoad(),
              "times",
              MOST_LOAD,
              text(
                  "%s; %d moves, and %d of lpt-each-tick", workload.label(), ours.moves(), moves)));
    }
    return rows;
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
