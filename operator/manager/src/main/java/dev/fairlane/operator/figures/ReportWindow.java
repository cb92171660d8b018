package dev.fairlane.operator.figures;

import dev.fairlane.operator.control.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The reports of one boot of a forwarder over the last 30 s, oldest first. Immutable and pure:
 * rates are differences between two reports, by the forwarder's own clock.
 */
public record ReportWindow(List<Report> reports) {

  /** Rates and costs are means over this time. */
  public static final Duration LENGTH = Duration.ofSeconds(30);

  public static final ReportWindow EMPTY = new ReportWindow(List.of());

  public ReportWindow {
    reports = List.copyOf(reports);
  }

  /** A report of another boot begins a new window: its counters begin anew. */
  public ReportWindow with(Report next) {
    List<Report> kept = new ArrayList<>();
    for (Report report : reports) {
      if (report.bootId().equals(next.bootId())
          && report.monotonicNanos() < next.monotonicNanos()) {
        kept.add(report);
      }
    }
    kept.add(next);
    // One report may be older than the window, so that the kept ones span all of it.
    while (kept.size() > 2 && nanosBefore(next, kept.get(1)) >= LENGTH.toNanos()) {
      kept.remove(0);
    }
    return new ReportWindow(kept);
  }

  public Optional<Report> latest() {
    return reports.isEmpty() ? Optional.empty() : Optional.of(reports.get(reports.size() - 1));
  }

  private static long nanosBefore(Report later, Report earlier) {
    return later.monotonicNanos() - earlier.monotonicNanos();
  }
}
