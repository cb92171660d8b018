package dev.fairlane.placement.sim;

import dev.fairlane.placement.bench.Row;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Compares the strategies on all workloads. Prints the table, and writes it to {@code
 * build/results/sim.json} and the table and plot of docs/rebalancing.md. Started by {@code make
 * sim} in the repository's root.
 */
public final class Simulator {

  private static final long SEED = 1;

  private Simulator() {}

  public static void main(String[] arguments) throws IOException {
    List<Run> runs = new ArrayList<>();
    for (Workload workload : Workload.values()) {
      for (Map.Entry<String, Supplier<Strategy>> each : Strategies.all().entrySet()) {
        runs.add(Run.of(workload, each.getKey(), each.getValue().get(), SEED));
      }
    }
    String table = SimReport.table(runs) + "\n" + Row.table(SimReport.figures(runs));
    PrintStream out = System.out;
    out.print(table);
    write(Path.of("build", "results", "sim.json"), SimReport.json(runs));
    write(Path.of("docs", "images", "rebalancing-step.svg"), StepPlot.svg(runs));
    Path page = Path.of("docs", "rebalancing.md");
    write(page, SimReport.replaceTable(Files.readString(page), table));
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, text);
  }

  static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
