package dev.fairlane.placement.assign;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * All that the assignment of the paths of one forwarder depends on.
 *
 * @param workers at least one when there are paths; ordered by index
 * @param paths ordered by router and name; a present worker that is gone counts as none
 * @param dueCores what is due to each router, by its name; nothing is due to one that is not there
 * @param moveBudget the most paths that may leave their present worker; 0 or more
 */
public record AssignmentProblem(
    List<WorkerSlot> workers,
    List<MovablePath> paths,
    Map<String, Double> dueCores,
    int moveBudget) {

  public AssignmentProblem {
    workers = workers.stream().sorted(Comparator.comparingInt(WorkerSlot::index)).toList();
    paths = paths.stream().sorted(MovablePath.BY_NAME).toList();
    dueCores = new TreeMap<>(dueCores);
    if (workers.isEmpty() && !paths.isEmpty()) {
      throw new IllegalArgumentException(
          "%d paths and no worker: must be 1 or more".formatted(paths.size()));
    }
    if (moveBudget < 0) {
      throw new IllegalArgumentException(
          "the move budget is %d, and must be 0 or more".formatted(moveBudget));
    }
    requireFixedOnWorkers(workers, paths);
  }

  private static void requireFixedOnWorkers(List<WorkerSlot> workers, List<MovablePath> paths) {
    Set<Integer> known = new HashSet<>(workers.stream().map(WorkerSlot::index).toList());
    for (MovablePath path : paths) {
      if (path.fixed() && !known.contains(path.present().getAsInt())) {
        throw new IllegalArgumentException(
            "path %s/%s is fixed on worker %d, and the forwarder has workers %s"
                .formatted(
                    path.load().router(), path.load().path(), path.present().getAsInt(), known));
      }
    }
  }
}
