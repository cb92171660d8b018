package dev.fairlane.placement.sim;

import dev.fairlane.placement.estimate.PathName;
import dev.fairlane.placement.estimate.Window;
import dev.fairlane.placement.rebalance.Move;
import dev.fairlane.placement.rebalance.Pool;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What a strategy made of a workload.
 *
 * @param workload its label
 * @param strategy its name
 * @param shortfallCores the largest shortfall of a router, at each tick
 * @param loadCores the largest load of a worker, at each tick
 * @param moves paths that moved
 * @param pingPongs of these, paths that went back where they came from within 12 ticks
 */
record Run(
    String workload,
    String strategy,
    List<Double> shortfallCores,
    List<Double> loadCores,
    int moves,
    int pingPongs) {

  private static final int ROUTERS = 12;
  private static final int WORKERS = 4;
  private static final int PING_PONG_TICKS = 12;
  private static final double COST_CYCLES = 500;
  private static final int IN_A_ROW = 5;
  private static final double THRESHOLD_CORES = 0.03;

  static Run of(Workload workload, String name, Strategy strategy, long seed) {
    Population population = new Population(workload, ROUTERS, WORKERS);
    Pool pool = population.first();
    List<Map<PathName, Double>> offered = offered(workload, seed);
    Map<PathName, Double> costs = new HashMap<>();
    offered.getFirst().keySet().forEach(path -> costs.put(path, COST_CYCLES));
    List<Double> shortfalls = new ArrayList<>();
    List<Double> loads = new ArrayList<>();
    MoveLog log = new MoveLog();
    for (int tick = 0; tick < Workload.TICKS; tick++) {
      pool = population.at(tick, pool);
      Truth truth =
          workload.isDown(tick)
              ? Truth.down(pool, offered.get(tick))
              : Truth.of(pool, offered.get(tick));
      shortfalls.add(truth.shortfallCores());
      loads.add(truth.loadCores());
      Window window =
          workload.isSilent(tick)
              ? VirtualForwarder.SILENCE
              : VirtualForwarder.run(pool, offered.get(tick), costs);
      List<Move> moves = strategy.decide(pool, tick, window, offered.get(tick + 1));
      log.add(tick, moves);
      pool = pool.after(moves);
    }
    return new Run(workload.label(), name, shortfalls, loads, log.moves, log.pingPongs);
  }

  /** The same for all strategies; one tick more than are run. */
  private static List<Map<PathName, Double>> offered(Workload workload, long seed) {
    Random random = new Random(seed);
    List<Map<PathName, Double>> all = new ArrayList<>();
    for (int tick = 0; tick <= Workload.TICKS; tick++) {
      Map<PathName, Double> offered = new HashMap<>();
      for (int router = 0; router < ROUTERS; router++) {
        offered.put(SimPools.path(router), workload.offeredCores(router, tick, random));
      }
      all.add(offered);
    }
    return all;
  }

  double meanShortfall() {
    return mean(shortfallCores);
  }

  double meanLoad() {
    return mean(loadCores);
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  /**
   * Ticks after the event until the mean of the largest shortfalls of five in a row is below 0.03
   * core, the threshold; -1 for never.
   */
  int ticksUntilFair() {
    for (int tick = Workload.EVENT; tick + IN_A_ROW <= Workload.TICKS; tick++) {
      if (mean(shortfallCores.subList(tick, tick + IN_A_ROW)) < THRESHOLD_CORES) {
        return tick - Workload.EVENT;
      }
    }
    return -1;
  }

  /** Counts moves, and those that undo a recent one. */
  private static final class MoveLog {
    private final Map<PathName, Move> last = new HashMap<>();
    private final Map<PathName, Integer> lastTick = new HashMap<>();
    private int moves;
    private int pingPongs;

    void add(int tick, List<Move> now) {
      for (Move move : now) {
        Move before = last.put(move.path(), move);
        Integer when = lastTick.put(move.path(), tick);
        moves++;
        boolean undone = before != null && before.from() == move.to();
        pingPongs += undone && tick - when <= PING_PONG_TICKS ? 1 : 0;
      }
    }
  }
}
