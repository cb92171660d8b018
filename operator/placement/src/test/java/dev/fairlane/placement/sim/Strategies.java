package dev.fairlane.placement.sim;

import dev.fairlane.placement.assign.Assigner;
import dev.fairlane.placement.assign.AssignmentProblem;
import dev.fairlane.placement.assign.MovablePath;
import dev.fairlane.placement.assign.PlacedPath;
import dev.fairlane.placement.estimate.PathName;
import dev.fairlane.placement.estimate.PathWindow;
import dev.fairlane.placement.estimate.Window;
import dev.fairlane.placement.fairness.PathLoad;
import dev.fairlane.placement.rebalance.Decision;
import dev.fairlane.placement.rebalance.Memory;
import dev.fairlane.placement.rebalance.Move;
import dev.fairlane.placement.rebalance.Pool;
import dev.fairlane.placement.rebalance.Rebalancer;
import dev.fairlane.placement.rebalance.RunningPath;
import dev.fairlane.placement.rebalance.Tick;
import dev.fairlane.placement.verdict.Policy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The strategies that are compared, by their names; each run makes a new one. */
final class Strategies {

  static final String STATIC = "static";
  static final String LPT = "lpt-each-tick";
  static final String OURS = "ours";
  static final String CLAIRVOYANT = "clairvoyant";

  private static final int TICK_SECONDS = 10;

  private Strategies() {}

  static Map<String, Supplier<Strategy>> all() {
    Map<String, Supplier<Strategy>> all = new LinkedHashMap<>();
    all.put(STATIC, () -> (pool, tick, window, next) -> List.of());
    all.put(LPT, () -> (pool, tick, window, next) -> longestFirst(pool, window));
    all.put(OURS, Ours::new);
    all.put(CLAIRVOYANT, () -> (pool, tick, window, next) -> best(pool, next));
    return all;
  }

  /** What we do. */
  private static final class Ours implements Strategy {
    private Memory memory = Memory.NEW;

    @Override
    public List<Move> decide(Pool pool, int tick, Window window, Map<PathName, Double> next) {
      long now = (long) tick * TICK_SECONDS;
      List<String> stale = window.paths().isEmpty() ? List.of(SimPools.FORWARDER) : List.of();
      Tick told = new Tick(now, List.of(window), stale, 0, Integer.MAX_VALUE, true, "");
      Decision decision = Rebalancer.tick(Policy.DEFAULT, pool, told, memory);
      memory = decision.memory();
      return decision.acts() ? decision.moves() : List.of();
    }
  }

  /** The classic rule on what was measured last; a backlogged path counts as a whole core. */
  private static List<Move> longestFirst(Pool pool, Window window) {
    if (window.paths().isEmpty()) {
      return List.of();
    }
    Map<PathName, Double> demand = new HashMap<>();
    pool.paths().forEach(path -> demand.put(path.name(), 0.0));
    window.paths().forEach((name, path) -> demand.put(name, demand(path)));
    int workers = pool.sites().getFirst().workers().size();
    double[] loads = new double[workers];
    Map<PathName, Integer> to = new HashMap<>();
    pool.paths().stream()
        .map(RunningPath::name)
        .sorted(
            Comparator.comparing((PathName name) -> -demand.get(name))
                .thenComparing(Comparator.naturalOrder()))
        .forEach(
            name -> {
              int least =
                  IntStream.range(0, workers)
                      .boxed()
                      .min(Comparator.comparingDouble(worker -> loads[worker]))
                      .orElseThrow();
              loads[least] += demand.get(name);
              to.put(name, least);
            });
    return moves(pool, to);
  }

  private static double demand(PathWindow path) {
    return path.backlogged() ? 1 : path.receivedCores();
  }

  /** The best for what comes, known beforehand. */
  private static List<Move> best(Pool pool, Map<PathName, Double> next) {
    List<MovablePath> paths = new ArrayList<>();
    Map<PathName, Integer> present = new HashMap<>();
    pool.paths().forEach(path -> present.put(path.name(), path.worker()));
    for (PathLoad load : VirtualForwarder.loads(pool, pool.paths(), next)) {
      int worker = present.get(new PathName(load.router(), load.path()));
      paths.add(new MovablePath(load, OptionalInt.of(worker), false));
    }
    AssignmentProblem problem =
        new AssignmentProblem(
            pool.sites().getFirst().workers(), paths, Truth.due(pool, next), Integer.MAX_VALUE);
    Map<PathName, Integer> to = new HashMap<>();
    for (PlacedPath placed : Assigner.assign(problem).paths()) {
      to.put(new PathName(placed.router(), placed.path()), placed.worker());
    }
    return moves(pool, to);
  }

  private static List<Move> moves(Pool pool, Map<PathName, Integer> to) {
    return pool.paths().stream()
        .filter(path -> path.worker() != to.get(path.name()))
        .map(path -> new Move(path.name(), path.forwarder(), path.worker(), to.get(path.name())))
        .toList();
  }
}
