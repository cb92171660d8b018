package dev.fairlane.placement.estimate;

import java.util.List;

/**
 * The counters of one forwarder at one moment.
 *
 * @param bootId changes when the forwarder starts anew, and its counters with it
 * @param monotonicNanos the forwarder's clock
 * @param workers with unique indices
 * @param paths with unique names
 */
public record Reading(
    String bootId, long monotonicNanos, List<WorkerCounters> workers, List<PathCounters> paths) {

  public Reading {
    workers = List.copyOf(workers);
    paths = List.copyOf(paths);
  }
}
