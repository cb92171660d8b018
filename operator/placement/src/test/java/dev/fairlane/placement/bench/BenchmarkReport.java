package dev.fairlane.placement.bench;

import dev.fairlane.placement.assign.AssignBenchmark;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks of the assignment, and tells their figures: prints the table, and writes it
 * to {@code build/results/placement.json} and docs/rebalancing.md. Started by {@code make
 * bench-java} in the repository's root.
 */
public final class BenchmarkReport {

  private BenchmarkReport() {}

  public static void main(String[] arguments) throws IOException, RunnerException {
    List<Row> rows = new ArrayList<>();
    String include = AssignBenchmark.class.getName();
    for (RunResult result : new Runner(new OptionsBuilder().include(include).build()).run()) {
      rows.addAll(AssignRows.of(result));
    }
    PrintStream out = System.out;
    out.print(Row.table(rows));
    Path results = Path.of("build", "results");
    Files.createDirectories(results);
    Files.writeString(results.resolve("placement.json"), Row.json(rows));
    Path page = Path.of("docs", "rebalancing.md");
    Files.writeString(page, Row.replaceTable(Files.readString(page), Row.table(rows)));
  }
}
