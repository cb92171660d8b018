package dev.fairlane.operator.figures;

import dev.fairlane.operator.control.Report;
import java.util.List;
import java.util.Map;

/** Reports of one forwarder with one worker (1 GHz) and one router with one path, for tests. */
public final class Reports {

  public static final String ROUTER = "router-uid";

  private Reports() {}

  /**
   * @param elapsed and all other figures cumulative; the worker's cycles are nanoseconds
   */
  public static Report report(String boot, long elapsed, long stolen, Report.Path path) {
    var worker =
        new Report.Worker(
            0, 1, elapsed, path.busyCycles(), elapsed - stolen - path.busyCycles(), 0, stolen);
    var router = new Report.Router(ROUTER, 1, null, "tenant-a/edge", List.of(), List.of(path));
    return new Report(
        boot, "forwarder-uid", 1, elapsed, 1_000_000_000L, List.of(worker), List.of(router));
  }

  public static Report.Path path(
      long busy, long dispatches, long full, long received, long dropped, Double cost) {
    return new Report.Path(
        "wan",
        0,
        "Forwarding",
        busy,
        dispatches,
        full,
        received,
        received * 64,
        received - dropped,
        dropped,
        0,
        cost,
        Map.of(),
        null,
        null,
        null);
  }
}
