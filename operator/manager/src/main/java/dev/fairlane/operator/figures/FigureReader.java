package dev.fairlane.operator.figures;

import dev.fairlane.operator.control.Report;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads means out of a window of reports. Pure. */
public final class FigureReader {

  private static final double NANOS_PER_SECOND = 1e9;
  private static final double BACKLOGGED = 0.9;

  private FigureReader() {}

  /** Nothing unless the router is in the latest report. */
  public static Optional<RouterFigures> router(ReportWindow window, String uid) {
    return window
        .latest()
        .flatMap(
            latest ->
                latest
                    .router(uid)
                    .map(
                        router -> {
                          List<PathFigures> paths =
                              router.paths().stream()
                                  .map(path -> path(window, latest, uid, path))
                                  .toList();
                          return new RouterFigures(paths);
                        }));
  }

  /** Busy part of a worker's time, 0 to 1; 0 while there is but one report. */
  public static double busyRatio(ReportWindow window, int worker) {
    return window
        .latest()
        .flatMap(
            latest ->
                latest
                    .worker(worker)
                    .map(
                        now -> {
                          Report.Worker then = window.reports().get(0).worker(worker).orElse(now);
                          return ratio(
                              now.busyCycles() - then.busyCycles(),
                              available(now) - available(then));
                        }))
        .orElse(0.0);
  }

  private static PathFigures path(ReportWindow window, Report latest, String uid, Report.Path now) {
    Report first = earliest(window, latest, uid, now);
    Report.Path then = pathIn(first, uid, now.interfaceName()).orElse(now);
    double seconds = (latest.monotonicNanos() - first.monotonicNanos()) / NANOS_PER_SECOND;
    long dispatches = now.dispatches() - then.dispatches();
    long full = now.backloggedDispatches() - then.backloggedDispatches();
    return new PathFigures(
        now.interfaceName(),
        receivedCores(first, latest, then, now),
        ratio(now.receivedPackets() - then.receivedPackets(), seconds),
        ratio(now.droppedPackets() - then.droppedPackets(), seconds),
        dispatches > 0 && full >= BACKLOGGED * dispatches,
        now.costCyclesPerPacket() == null
            ? OptionalDouble.empty()
            : OptionalDouble.of(now.costCyclesPerPacket()));
  }

  private static double receivedCores(
      Report first, Report latest, Report.Path then, Report.Path now) {
    Optional<Report.Worker> before = first.worker(now.worker());
    Optional<Report.Worker> after = latest.worker(now.worker());
    if (before.isEmpty() || after.isEmpty()) {
      return 0;
    }
    return ratio(
        now.busyCycles() - then.busyCycles(), available(after.get()) - available(before.get()));
  }

  /**
   * The oldest report since which the path's counters only grew: a rebuilt router starts again from
   * zero.
   */
  private static Report earliest(ReportWindow window, Report latest, String uid, Report.Path now) {
    Report earliest = latest;
    Report.Path bound = now;
    for (int i = window.reports().size() - 2; i >= 0; i--) {
      Report candidate = window.reports().get(i);
      Optional<Report.Path> path = pathIn(candidate, uid, now.interfaceName());
      if (path.isEmpty() || hasMore(path.get(), bound)) {
        break;
      }
      earliest = candidate;
      bound = path.get();
    }
    return earliest;
  }

  private static boolean hasMore(Report.Path earlier, Report.Path later) {
    return earlier.busyCycles() > later.busyCycles()
        || earlier.receivedPackets() > later.receivedPackets()
        || earlier.droppedPackets() > later.droppedPackets()
        || earlier.dispatches() > later.dispatches();
  }

  private static Optional<Report.Path> pathIn(Report report, String uid, String interfaceName) {
    return report.router(uid).flatMap(router -> router.path(interfaceName));
  }

  private static long available(Report.Worker worker) {
    return worker.elapsedCycles() - worker.stolenCycles();
  }

  private static double ratio(double part, double whole) {
    return whole > 0 ? Math.max(0, part / whole) : 0;
  }
}
