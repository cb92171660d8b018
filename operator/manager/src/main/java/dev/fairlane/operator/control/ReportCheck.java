package dev.fairlane.operator.control;

import java.util.Optional;

/**
 * Whether a report is sound: every cycle of a worker is busy, idle, overhead or stolen, and none is
 * twice. Shares, costs and entitlements are computed from these, so one that does not add up is no
 * fact to act on but a bug of the forwarder. Pure.
 */
final class ReportCheck {

  private ReportCheck() {}

  /** What does not add up, as a sentence; empty for a sound report. */
  static Optional<String> contradiction(Report report) {
    return report.workers().stream()
        .filter(worker -> sum(worker) != worker.elapsedCycles())
        .findFirst()
        .map(ReportCheck::sentence);
  }

  private static long sum(Report.Worker worker) {
    return worker.busyCycles()
        + worker.idleCycles()
        + worker.overheadCycles()
        + worker.stolenCycles();
  }

  private static String sentence(Report.Worker worker) {
    return "of worker %d, %d busy + %d idle + %d overhead + %d stolen cycles are %d, not the %d elapsed"
        .formatted(
            worker.index(),
            worker.busyCycles(),
            worker.idleCycles(),
            worker.overheadCycles(),
            worker.stolenCycles(),
            sum(worker),
            worker.elapsedCycles());
  }
}
