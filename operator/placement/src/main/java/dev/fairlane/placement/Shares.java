package dev.fairlane.placement;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the forwarder is told of an entitlement: weights on its workers. */
final class Shares {

  private static final int WHOLE_WORKER_PPM = 1_000_000;

  private Shares() {}

  /**
   * The entitlement and the ceiling divided evenly over the paths and added up on each worker;
   * ordered by worker.
   */
  static List<WorkerShare> of(
      Assignment assignment, Entitlement entitlement, OptionalDouble ceilingCores) {
    double coresOfPath = entitlement.cores() / assignment.paths().size();
    Map<Integer, Long> pathsOnWorker =
        assignment.paths().stream()
            .collect(
                Collectors.groupingBy(PathAssignment::worker, TreeMap::new, Collectors.counting()));
    return pathsOnWorker.entrySet().stream()
        .map(
            entry ->
                new WorkerShare(
                    entry.getKey(),
                    toPpm(coresOfPath * entry.getValue()),
                    limitPpm(ceilingCores, entry.getValue(), assignment.paths().size())))
        .toList();
  }

  /**
   * A ceiling is divided evenly over the paths too; one of a whole worker or more limits nothing.
   */
  private static OptionalInt limitPpm(OptionalDouble ceilingCores, long pathsHere, int paths) {
    double cores = ceilingCores.orElse(Double.MAX_VALUE) * pathsHere / paths;
    return cores < 1 ? OptionalInt.of(toPpm(cores)) : OptionalInt.empty();
  }

  private static int toPpm(double cores) {
    return Math.clamp(Math.round(cores * WHOLE_WORKER_PPM), 1, WHOLE_WORKER_PPM);
  }
}
