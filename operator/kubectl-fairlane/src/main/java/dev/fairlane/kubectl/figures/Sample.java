package dev.fairlane.kubectl.figures;

import java.util.Map;

/**
 * A forwarder's counters at one moment.
 *
 * @param tscHertz cycles a second
 * @param workers by index
 */
public record Sample(
    double tscHertz, Map<Integer, WorkerCounters> workers, Map<PathKey, PathCounters> paths) {

  public Sample {
    workers = Map.copyOf(workers);
    paths = Map.copyOf(paths);
  }
}
