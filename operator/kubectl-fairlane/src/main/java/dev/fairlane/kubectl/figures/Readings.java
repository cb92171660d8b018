package dev.fairlane.kubectl.figures;

import dev.fairlane.placement.estimate.PathName;
import dev.fairlane.placement.estimate.Reading;
import dev.fairlane.placement.estimate.Windows;
import dev.fairlane.placement.estimate.WorkerCounters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Two samples of a forwarder as rebalancing reads them. Pure. */
public final class Readings {

  private static final double NANOS = 1e9;

  private Readings() {}

  /**
   * What happened between the two samples; what they do not tell is named in it.
   *
   * @param names NAMESPACE/NAME of each router, by uid; paths of others are left out
   */
  public static dev.fairlane.placement.estimate.Window window(
      Window window, Map<String, String> names) {
    return Windows.between(reading(window.first(), names), reading(window.last(), names));
  }

  /** A boot has no name in the metrics: counters that went back tell of a new one. */
  private static Reading reading(Sample sample, Map<String, String> names) {
    List<WorkerCounters> workers = new ArrayList<>();
    double elapsed = 0;
    for (var worker : sample.workers().entrySet()) {
      elapsed = Math.max(elapsed, worker.getValue().elapsedCycles());
      workers.add(
          new WorkerCounters(
              worker.getKey(),
              (long) worker.getValue().elapsedCycles(),
              (long) worker.getValue().busyCycles(),
              (long) worker.getValue().stolenCycles()));
    }
    List<dev.fairlane.placement.estimate.PathCounters> paths = new ArrayList<>();
    sample
        .paths()
        .forEach(
            (key, path) -> {
              if (names.containsKey(key.routerUid())) {
                paths.add(counters(names.get(key.routerUid()), key, path));
              }
            });
    return new Reading("", (long) (elapsed / sample.tscHertz() * NANOS), workers, paths);
  }

  private static dev.fairlane.placement.estimate.PathCounters counters(
      String router, PathKey key, PathCounters path) {
    return new dev.fairlane.placement.estimate.PathCounters(
        new PathName(router, key.interfaceName()),
        path.worker(),
        (long) path.busyCycles(),
        (long) path.dispatches(),
        (long) path.backloggedDispatches(),
        (long) path.receivedPackets());
  }
}
