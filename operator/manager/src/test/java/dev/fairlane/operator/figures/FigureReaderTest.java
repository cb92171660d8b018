package dev.fairlane.operator.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fairlane.operator.control.Report;
import org.junit.jupiter.api.Test;

class FigureReaderTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void readsRatesAsMeansOverTheWindow() {
    var window =
        ReportWindow.EMPTY
            .with(Reports.report("boot", 10 * SECOND, 0, Reports.path(0, 0, 0, 0, 0, null)))
            .with(
                Reports.report(
                    "boot", 20 * SECOND, 0, Reports.path(5 * SECOND, 100, 50, 1000, 10, 512.5)));

    PathFigures path = only(window);

    assertThat(path.packetsPerSecond()).isEqualTo(100);
    assertThat(path.dropsPerSecond()).isEqualTo(1);
    assertThat(path.receivedCores()).isEqualTo(0.5);
    assertThat(path.costCyclesPerPacket()).hasValue(512.5);
    assertThat(path.backlogged()).isFalse();
  }

  @Test
  void countsReceivedCoresWithoutStolenTime() {
    var window =
        ReportWindow.EMPTY
            .with(Reports.report("boot", 10 * SECOND, 0, Reports.path(0, 0, 0, 0, 0, null)))
            .with(
                Reports.report(
                    "boot",
                    20 * SECOND,
                    5 * SECOND,
                    Reports.path(4 * SECOND, 100, 95, 1000, 0, 512.5)));

    assertThat(only(window).receivedCores()).isCloseTo(0.8, within(1e-9));
    assertThat(only(window).backlogged()).isTrue();
    assertThat(FigureReader.busyRatio(window, 0)).isCloseTo(0.8, within(1e-9));
  }

  @Test
  void beginsAnewWhenTheForwarderWasRestarted() {
    var window =
        ReportWindow.EMPTY
            .with(Reports.report("boot-1", 10 * SECOND, 0, Reports.path(9, 9, 9, 900, 0, null)))
            .with(Reports.report("boot-2", 1 * SECOND, 0, Reports.path(0, 0, 0, 5, 0, null)));

    assertThat(window.reports()).hasSize(1);
    assertThat(only(window).packetsPerSecond()).isZero();
  }

  @Test
  void beginsAnewForARouterThatWasRebuilt() {
    var window =
        ReportWindow.EMPTY
            .with(Reports.report("boot", 10 * SECOND, 0, Reports.path(9, 90, 0, 9000, 0, null)))
            .with(Reports.report("boot", 15 * SECOND, 0, Reports.path(1, 1, 0, 100, 0, null)))
            .with(Reports.report("boot", 20 * SECOND, 0, Reports.path(2, 2, 0, 600, 0, null)));

    assertThat(only(window).packetsPerSecond()).isEqualTo(100);
  }

  @Test
  void forgetsWhatIsOlderThanThirtySeconds() {
    var window = ReportWindow.EMPTY;
    for (int i = 0; i <= 20; i++) {
      long packets = i <= 10 ? 0 : (i - 10) * 500L;
      window =
          window.with(
              Reports.report(
                  "boot", 5 * i * SECOND + 1, 0, Reports.path(i, i, 0, packets, 0, null)));
    }

    assertThat(window.reports()).hasSize(7);
    assertThat(only(window).packetsPerSecond()).isEqualTo(100);
  }

  @Test
  void hasNothingForARouterThatIsNotReported() {
    Report report = Reports.report("boot", SECOND, 0, Reports.path(0, 0, 0, 0, 0, null));

    assertThat(FigureReader.router(ReportWindow.EMPTY.with(report), "another")).isEmpty();
  }

  private static PathFigures only(ReportWindow window) {
    return FigureReader.router(window, Reports.ROUTER).orElseThrow().paths().get(0);
  }
}
