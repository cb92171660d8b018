package dev.fairlane.placement.assign;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long an assignment takes. Each invocation assigns the next problem of a set, so that the
 * percentiles are those of the set.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 10)
@Measurement(iterations = 3, time = 10)
public class AssignBenchmark {

  private static final int LARGE_PATHS = 1_000;
  private static final int LARGE_WORKERS = 64;

  /** What is assigned. */
  public enum Set {
    /** 200 pools of 1 to 24 paths on 1 to 8 workers. */
    SMALL(200, 1),
    /** 100 pools of 24 paths on 8 workers. */
    SMALL_LARGEST(100, 1),
    /** Ten pools of 1,000 paths on 64 workers, whose demands fit: 0.85 of all workers. */
    LARGE_FITTING(10, 0.125),
    /** The same with demands of some six times the workers. */
    LARGE_OVERLOADED(10, 1);

    private final int count;
    private final double scale;

    Set(int count, double scale) {
      this.count = count;
      this.scale = scale;
    }

    /** The problems; the same at each call. */
    public List<AssignmentProblem> problems() {
      return IntStream.range(0, count).mapToObj(this::problem).toList();
    }

    private AssignmentProblem problem(int seed) {
      Random random = new Random(seed);
      boolean large = this == LARGE_FITTING || this == LARGE_OVERLOADED;
      int mostPaths = large ? LARGE_PATHS : Assigner.EXACT_PATHS;
      int mostWorkers = large ? LARGE_WORKERS : Assigner.EXACT_WORKERS;
      int paths = this == SMALL ? 1 + random.nextInt(mostPaths) : mostPaths;
      int workers = this == SMALL ? 1 + random.nextInt(mostWorkers) : mostWorkers;
      return Problems.scaled(random, paths, workers, scale);
    }
  }

  @Param public Set set;

  private List<AssignmentProblem> problems;
  private int next;

  @Setup
  public void makeProblems() {
    problems = set.problems();
  }

  @Benchmark
  public Solution assign() {
    next = (next + 1) % problems.size();
    return Assigner.assign(problems.get(next));
  }
}
