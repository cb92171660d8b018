package dev.fairlane.placement;

import java.util.List;

/**
 * The cores that a pool has to divide.
 *
 * @param cores workers of all forwarders
 * @param most workers of the forwarder that has most: no router can use more
 */
record Capacity(int cores, int most) {

  static Capacity of(List<ForwarderTopology> forwarders, List<Assignment> assignments) {
    int cores = 0;
    int most = 0;
    for (ForwarderTopology forwarder : forwarders) {
      int workers = workersOf(forwarder, assignments).size();
      cores += workers;
      most = Math.max(most, workers);
    }
    return new Capacity(cores, most);
  }

  /** The workers of a forwarder; while they are not known, those that assignments name. */
  static List<Integer> workersOf(ForwarderTopology forwarder, List<Assignment> assignments) {
    if (!forwarder.workers().isEmpty()) {
      return forwarder.workers();
    }
    return assignments.stream()
        .filter(assignment -> assignment.forwarder().equals(forwarder.name()))
        .flatMap(assignment -> assignment.paths().stream())
        .map(PathAssignment::worker)
        .distinct()
        .sorted()
        .toList();
  }
}
