package dev.fairlane.placement.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WindowsTest {

  private static final PathName WAN = new PathName("a/edge", "wan");
  private static final PathName LAN = new PathName("a/edge", "lan");
  private static final Reading EARLIER =
      reading(
          "boot",
          1_000_000_000,
          List.of(new WorkerCounters(0, 1_000, 600, 100)),
          List.of(new PathCounters(WAN, 0, 600, 10, 1, 50)));

  @Test
  void tellsWhatTheInputLost() {
    PathWindow path = after(new PathCounters(WAN, 0, 700, 20, 10, 60, 7));

    assertThat(path.missedPackets()).isEqualTo(7);
  }

  @Test
  void theWindowIsTheDifferenceOfTheCounters() {
    Window window =
        Windows.between(
            EARLIER,
            reading(
                "boot",
                3_000_000_000L,
                List.of(new WorkerCounters(0, 3_000, 1_320, 300)),
                List.of(new PathCounters(WAN, 0, 1_320, 30, 18, 250))));

    assertThat(window.seconds()).isEqualTo(2);
    assertThat(window.gaps()).isEmpty();
    WorkerWindow worker = window.workers().get(0);
    assertThat(worker.ownCycles()).isEqualTo(1_800);
    assertThat(worker.busyFraction()).isCloseTo(0.4, within(1e-12));
    assertThat(worker.stolenFraction()).isCloseTo(0.1, within(1e-12));
    PathWindow path = window.paths().get(WAN);
    assertThat(path.receivedCores()).isCloseTo(0.4, within(1e-12));
    assertThat(path.packets()).isEqualTo(200);
    assertThat(path.costCyclesPerPacket()).hasValue(3.6);
    assertThat(path.backlogged()).isFalse();
    assertThat(path.stolenFraction()).isEqualTo(worker.stolenFraction());
  }

  @Test
  void nineOfTenDispatchesWithAFullBurstAreABacklog() {
    assertThat(after(new PathCounters(WAN, 0, 700, 20, 10, 60)).backlogged()).isTrue();
    assertThat(after(new PathCounters(WAN, 0, 700, 21, 10, 60)).backlogged()).isFalse();
  }

  @Test
  void aPathWithoutDispatchesIsIdleAndTellsNoCost() {
    PathWindow idle = after(new PathCounters(WAN, 0, 600, 10, 1, 50));

    assertThat(idle.backlogged()).isFalse();
    assertThat(idle.receivedCores()).isZero();
    assertThat(idle.costCyclesPerPacket()).isEmpty();
  }

  @Test
  void aNewBootTellsNothing() {
    Window window = Windows.between(EARLIER, later("other", 2_000, List.of()));

    assertThat(window).isEqualTo(Window.nothing(Gap.Reason.NEW_BOOT));
    assertThat(window.gaps()).containsExactly(new Gap("report", Gap.Reason.NEW_BOOT));
  }

  @Test
  void theSameReadingAgainIsStale() {
    assertThat(Windows.between(EARLIER, EARLIER)).isEqualTo(Window.nothing(Gap.Reason.NOT_NEWER));
  }

  @Test
  void countersThatWentBackAreNamed() {
    PathCounters wan = new PathCounters(WAN, 0, 700, 20, 10, 49);

    assertThat(Windows.between(EARLIER, later("boot", 2_000, List.of(wan))).gaps())
        .containsExactly(new Gap("path a/edge/wan", Gap.Reason.WENT_BACK));
    assertThat(Windows.between(EARLIER, later("boot", 999, List.of())).gaps())
        .contains(new Gap("worker 0", Gap.Reason.WENT_BACK));
  }

  @Test
  void eachCounterOfAPathThatWentBackIsNoticed() {
    for (PathCounters back :
        List.of(
            new PathCounters(WAN, 0, 599, 10, 1, 50),
            new PathCounters(WAN, 0, 600, 9, 1, 50),
            new PathCounters(WAN, 0, 600, 10, 0, 50),
            new PathCounters(WAN, 0, 600, 10, 1, 50, -1))) {
      assertThat(Windows.between(EARLIER, later("boot", 2_000, List.of(back))).paths()).isEmpty();
    }
  }

  @Test
  void aPathThatMovedIsNamed() {
    Reading later =
        reading(
            "boot",
            2_000_000_000,
            List.of(new WorkerCounters(0, 2_000, 600, 100), new WorkerCounters(1, 9, 0, 0)),
            List.of(new PathCounters(WAN, 1, 700, 20, 10, 60)));
    Reading withBoth =
        reading(
            "boot",
            1_000_000_000,
            List.of(new WorkerCounters(0, 1_000, 600, 100), new WorkerCounters(1, 1, 0, 0)),
            EARLIER.paths());

    assertThat(Windows.between(withBoth, later).gaps())
        .containsExactly(new Gap("path a/edge/wan", Gap.Reason.MOVED));
  }

  @Test
  void whatIsInOneReadingAloneIsNamed() {
    Reading later =
        reading(
            "boot",
            2_000_000_000,
            List.of(new WorkerCounters(1, 10, 0, 0)),
            List.of(new PathCounters(LAN, 1, 700, 20, 10, 60)));

    assertThat(Windows.between(EARLIER, later).gaps())
        .containsExactly(
            new Gap("worker 1", Gap.Reason.MISSING),
            new Gap("path a/edge/lan", Gap.Reason.MISSING),
            new Gap("worker 0", Gap.Reason.MISSING),
            new Gap("path a/edge/wan", Gap.Reason.MISSING));
  }

  @Test
  void aWorkerThatHadNothingForItselfTellsNothing() {
    Reading stolen =
        reading(
            "boot",
            2_000_000_000,
            List.of(new WorkerCounters(0, 2_000, 600, 1_100)),
            EARLIER.paths());

    Window window = Windows.between(EARLIER, stolen);

    assertThat(window.workers()).isEmpty();
    assertThat(window.gaps())
        .containsExactly(
            new Gap("worker 0", Gap.Reason.MISSING),
            new Gap("path a/edge/wan", Gap.Reason.MISSING));
  }

  @Test
  void ofARouterThatChangedAWindowTellsNothing() {
    PathName other = new PathName("b/edge", "wan");
    PathWindow path = after(new PathCounters(WAN, 0, 700, 20, 10, 60));
    Window window = new Window(1, Map.of(), Map.of(WAN, path, other, path), List.of());

    assertThat(window.withoutPathsOf(Set.of(WAN.router())).paths()).containsOnlyKeys(other);
    assertThat(window.withoutPathsOf(Set.of()).paths()).hasSize(2);
  }

  private static PathWindow after(PathCounters wan) {
    return Windows.between(EARLIER, later("boot", 2_000, List.of(wan))).paths().get(WAN);
  }

  private static Reading later(String boot, long elapsed, List<PathCounters> paths) {
    return reading(boot, 2_000_000_000, List.of(new WorkerCounters(0, elapsed, 700, 100)), paths);
  }

  private static Reading reading(
      String boot, long nanos, List<WorkerCounters> workers, List<PathCounters> paths) {
    return new Reading(boot, nanos, workers, paths);
  }
}
