package dev.fairlane.placement.rebalance;

import dev.fairlane.placement.assign.WorkerSlot;
import java.util.Comparator;
import java.util.List;

/**
 * One forwarder: paths move between its workers.
 *
 * @param forwarder its name, unique in the pool
 * @param workers with unique indices; at least one when it has paths
 */
public record Site(String forwarder, List<WorkerSlot> workers) {

  public Site {
    workers = workers.stream().sorted(Comparator.comparingInt(WorkerSlot::index)).toList();
  }
}
