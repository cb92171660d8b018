package dev.fairlane.kubectl.figures;

import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  /**
   * A path's counters with what came in by all its inputs; nothing when one is not there.
   *
   * @param inputs the interface that names the path, whose counters are the path's, comes first
   */
  Optional<PathCounters> path(String routerUid, List<String> inputs) {
    List<PathCounters> found =
        inputs.stream().flatMap(each -> entry(routerUid, each).stream()).toList();
    if (found.isEmpty() || found.size() < inputs.size()) {
      return Optional.empty();
    }
    double others = found.stream().skip(1).mapToDouble(PathCounters::receivedPackets).sum();
    return Optional.of(found.getFirst().withReceived(others));
  }

  private Optional<PathCounters> entry(String routerUid, String interfaceName) {
    return Optional.ofNullable(paths.get(new PathKey(routerUid, interfaceName)));
  }
}
