package dev.fairlane.placement.bench;

import dev.fairlane.placement.assign.AssignBenchmark;
import dev.fairlane.placement.assign.Assigner;
import dev.fairlane.placement.assign.AssignmentProblem;
import dev.fairlane.placement.assign.LoadGap;
import dev.fairlane.placement.assign.Solution;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/** The figures of one set of problems: how long it took, and how good what was found is. */
final class AssignRows {

  private static final double MOST_MILLIS = 50;
  private static final double MOST_GAP_PERCENT = 0.1;
  private static final double PERCENTILE = 99;
  private static final double NANOS_IN_A_MILLI = 1e6;

  /** The last one is measured, when the code is compiled. */
  private static final int ROUNDS = 4;

  private AssignRows() {}

  static List<Row> of(RunResult result) {
    AssignBenchmark.Set set = AssignBenchmark.Set.valueOf(result.getParams().getParam("set"));
    Statistics millis = result.getPrimaryResult().getStatistics();
    Solved solved = Solved.of(set.problems());
    return switch (set) {
      case SMALL ->
          List.of(time("optimum-proven-p99", millis, "1 to 24 paths, 1 to 8 workers", solved));
      case SMALL_LARGEST ->
          List.of(time("optimum-proven-p99-largest", millis, "24 paths, 8 workers", solved));
      case LARGE_FITTING -> large("gap-large", millis, "1,000 paths, 64 workers, all fits", solved);
      case LARGE_OVERLOADED ->
          large(
              "gap-large-overloaded",
              millis,
              "1,000 paths, 64 workers, six times too much",
              solved);
    };
  }

  private static Row time(String name, Statistics millis, String what, Solved solved) {
    List<Solution> found = solved.solutions();
    Map<Solution.Method, Integer> methods = new EnumMap<>(Solution.Method.class);
    found.forEach(solution -> methods.merge(solution.method(), 1, Integer::sum));
    String note =
        Row.text(
            "%s; median %.1f ms; CPU time p99 %.1f ms; of %d problems %s",
            what,
            millis.getPercentile(50),
            solved.cpuMillisP99(),
            found.size(),
            methods.toString().toLowerCase(Locale.ROOT));
    return new Row(name, millis.getPercentile(PERCENTILE), "ms", MOST_MILLIS, note);
  }

  private static List<Row> large(String name, Statistics millis, String what, Solved solved) {
    String gaps =
        what
            + Row.text(
                "; the shortfall is at most %.2f core above its bound",
                solved.solutions().stream()
                    .mapToDouble(Solution::shortfallGapCores)
                    .max()
                    .orElseThrow());
    return List.of(
        new Row(name, solved.loadGapPercent(), "%", MOST_GAP_PERCENT, gaps),
        time(name + "-p99", millis, what, solved));
  }

  /** The problems of a set and what the search makes of them. */
  private record Solved(List<AssignmentProblem> problems, List<Solution> solutions) {

    static Solved of(List<AssignmentProblem> problems) {
      return new Solved(problems, problems.stream().map(Assigner::assign).toList());
    }

    /** Of this thread alone, warmed up: what others take of the machine does not count. */
    double cpuMillisP99() {
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      double[] millis = new double[problems.size()];
      for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < millis.length; i++) {
          long start = threads.getCurrentThreadCpuTime();
          Assigner.assign(problems.get(i));
          millis[i] = (threads.getCurrentThreadCpuTime() - start) / NANOS_IN_A_MILLI;
        }
      }
      Arrays.sort(millis);
      return millis[(int) Math.ceil(millis.length * PERCENTILE / 100) - 1];
    }

    double loadGapPercent() {
      return IntStream.range(0, problems.size())
          .mapToDouble(i -> LoadGap.percent(problems.get(i), solutions.get(i)))
          .max()
          .orElseThrow();
    }
  }
}
