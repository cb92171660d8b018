package dev.fairlane.placement;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the forwarder is told of an entitlement: weights on its workers. */
final class Shares {

  private static final int WHOLE_WORKER_PPM = 1_000_000;

  private Shares() {}

  /**
   * The entitlement divided evenly over the paths and added up on each worker; ordered by worker.
   */
  static List<WorkerShare> of(Assignment assignment, Entitlement entitlement) {
    double coresOfPath = entitlement.cores() / assignment.paths().size();
    Map<Integer, Long> pathsOnWorker =
        assignment.paths().stream()
            .collect(
                Collectors.groupingBy(PathAssignment::worker, TreeMap::new, Collectors.counting()));
    return pathsOnWorker.entrySet().stream()
        .map(entry -> new WorkerShare(entry.getKey(), toPpm(coresOfPath * entry.getValue())))
        .toList();
  }

  private static int toPpm(double cores) {
    return Math.clamp(Math.round(cores * WHOLE_WORKER_PPM), 1, WHOLE_WORKER_PPM);
  }
}
