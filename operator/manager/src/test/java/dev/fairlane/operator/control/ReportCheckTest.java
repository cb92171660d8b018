package dev.fairlane.operator.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportCheckTest {

  @Test
  void acceptsAReportWhoseCyclesAddUp() {
    assertThat(ReportCheck.contradiction(report(worker(0, 100, 60, 30, 9, 1)))).isEmpty();
    assertThat(ReportCheck.contradiction(report())).isEmpty();
  }

  @Test
  void refusesAWorkerWithACycleTooMany() {
    assertThat(
            ReportCheck.contradiction(
                report(worker(0, 100, 60, 30, 9, 1), worker(1, 200, 120, 60, 18, 3))))
        .hasValue(
            "of worker 1, 120 busy + 60 idle + 18 overhead + 3 stolen cycles are 201, not the 200"
                + " elapsed");
  }

  @Test
  void refusesAWorkerWithACycleTooFew() {
    assertThat(ReportCheck.contradiction(report(worker(0, 100, 60, 30, 9, 0)))).isPresent();
  }

  private static Report.Worker worker(
      int index, long elapsed, long busy, long idle, long overhead, long stolen) {
    return new Report.Worker(index, index + 1, elapsed, busy, idle, overhead, stolen);
  }

  private static Report report(Report.Worker... workers) {
    return new Report("boot", "uid", 1, 1, 1_000_000_000L, List.of(workers), List.of());
  }
}
