package dev.fairlane.kubectl.pool;

import dev.fairlane.api.v1alpha1.Forwarder;
import java.util.List;

/**
 * The cores that a pool divides: one for each worker that its forwarders reported. Pure.
 *
 * @param cores of all forwarders
 * @param most of the forwarder that has most
 * @param forwarders that reported workers
 */
public record WorkerCount(int cores, int most, int forwarders) {

  public static WorkerCount of(List<Forwarder> forwarders) {
    int[] workers =
        forwarders.stream()
            .filter(forwarder -> forwarder.getStatus() != null)
            .mapToInt(forwarder -> forwarder.getStatus().workers().size())
            .filter(count -> count > 0)
            .toArray();
    int cores = 0;
    int most = 0;
    for (int count : workers) {
      cores += count;
      most = Math.max(most, count);
    }
    return new WorkerCount(cores, most, workers.length);
  }
}
