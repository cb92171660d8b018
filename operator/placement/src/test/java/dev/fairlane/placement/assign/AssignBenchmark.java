package dev.fairlane.placement.assign;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Times the assignment on random problems, after as many to warm up. A program and no test: what a
 * shared machine measures proves nothing. Prints the figures of the design, with how many problems
 * were proven.
 */
public final class AssignBenchmark {

  private static final int PROBLEMS = 200;
  private static final int LARGE_PROBLEMS = 1;

  private AssignBenchmark() {}

  public static void main(String[] arguments) {
    PrintStream out = System.out;
    Random sizes = new Random(1);
    int[] paths = sizes.ints(PROBLEMS, 1, Assigner.EXACT_PATHS + 1).toArray();
    int[] workers = sizes.ints(PROBLEMS, 1, Assigner.EXACT_WORKERS + 1).toArray();
    measure(paths, workers);
    out.println("optimum-proven-p99: 1 to 24 paths, 1 to 8 workers: " + measure(paths, workers));
    int[] many = filled(LARGE_PROBLEMS, 1_000);
    int[] on = filled(LARGE_PROBLEMS, 64);
    out.println("gap-large: 1,000 paths, 64 workers: " + measure(many, on));
  }

  private static int[] filled(int length, int value) {
    int[] values = new int[length];
    Arrays.fill(values, value);
    return values;
  }

  private static String measure(int[] paths, int[] workers) {
    Map<Solution.Method, Integer> methods = new EnumMap<>(Solution.Method.class);
    long[] micros = new long[paths.length];
    double shortfallGap = 0;
    double loadGap = 0;
    for (int i = 0; i < paths.length; i++) {
      AssignmentProblem problem =
          Problems.random(new Random(i), paths[i], workers[i], Problems.NO_LIMIT);
      long start = System.nanoTime();
      Solution solution = Assigner.assign(problem);
      micros[i] = (System.nanoTime() - start) / 1_000;
      methods.merge(solution.method(), 1, Integer::sum);
      shortfallGap = Math.max(shortfallGap, solution.shortfallGapCores());
      loadGap = Math.max(loadGap, solution.loadGapCores());
    }
    Arrays.sort(micros);
    return String.format(
        Locale.ROOT,
        "%s, p50 %d us, p99 %d us, largest gaps: shortfall %.2f, load %.2f core",
        methods,
        micros[micros.length / 2],
        micros[(int) Math.ceil(micros.length * 0.99) - 1],
        shortfallGap,
        loadGap);
  }
}
