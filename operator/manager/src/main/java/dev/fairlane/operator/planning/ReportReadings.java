package dev.fairlane.operator.planning;

import dev.fairlane.operator.control.Report;
import dev.fairlane.operator.model.ObservedForwarder;
import dev.fairlane.placement.estimate.PathCounters;
import dev.fairlane.placement.estimate.PathName;
import dev.fairlane.placement.estimate.Reading;
import dev.fairlane.placement.estimate.Window;
import dev.fairlane.placement.estimate.Windows;
import dev.fairlane.placement.estimate.WorkerCounters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns reports into readings of counters, and readings into windows. Pure. */
final class ReportReadings {

  private ReportReadings() {}

  /**
   * The counters of all forwarders with a fresh report, and for the others those that were known;
   * by forwarder.
   */
  static Map<String, Reading> next(
      Map<String, Reading> before, List<ObservedForwarder> forwarders) {
    Map<String, Reading> next = new HashMap<>();
    for (ObservedForwarder forwarder : forwarders) {
      Reading known = before.get(forwarder.name());
      if (forwarder.fresh()) {
        next.put(forwarder.name(), reading(forwarder.report().orElseThrow()));
      } else if (known != null) {
        next.put(forwarder.name(), known);
      }
    }
    return next;
  }

  /**
   * What happened in each forwarder that was read at both times; what that does not tell is named.
   */
  static List<Window> windows(Map<String, Reading> before, Map<String, Reading> now) {
    List<Window> windows = new ArrayList<>();
    now.forEach(
        (forwarder, later) -> {
          Reading earlier = before.get(forwarder);
          if (earlier != null) {
            windows.add(Windows.between(earlier, later));
          }
        });
    return windows;
  }

  private static Reading reading(Report report) {
    return new Reading(
        report.bootId(),
        report.monotonicNanos(),
        report.workers().stream()
            .map(
                worker ->
                    new WorkerCounters(
                        worker.index(),
                        worker.elapsedCycles(),
                        worker.busyCycles(),
                        worker.stolenCycles()))
            .toList(),
        report.routers().stream()
            .flatMap(router -> router.paths().stream().map(path -> counters(router, path)))
            .toList());
  }

  private static PathCounters counters(Report.Router router, Report.Path path) {
    return new PathCounters(
        new PathName(router.name(), path.interfaceName()),
        path.worker(),
        path.busyCycles(),
        path.dispatches(),
        path.backloggedDispatches(),
        path.receivedPackets(),
        path.missedPackets());
  }
}
