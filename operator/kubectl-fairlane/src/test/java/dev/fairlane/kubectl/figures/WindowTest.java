package dev.fairlane.kubectl.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fairlane.kubectl.Recorded;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowTest {

  private final Window window = new Window(Recorded.first(), Recorded.later());

  @Test
  void dividesAWorkersTimeWithoutARest() {
    WorkerFigures figures = window.worker(0).orElseThrow();

    assertThat(figures).isEqualTo(new WorkerFigures(87, 0, 8, 5));
    assertThat(window.seconds()).isEqualTo(2);
  }

  @Test
  void countsWhatAPathReceivedAgainstTheTimeThatWasNotStolen() {
    PathFigures wan = window.path("uid-edge", List.of("wan")).orElseThrow();

    assertThat(wan.receivedCores()).isCloseTo(1.5 / 1.9, within(1e-9));
    assertThat(wan.packetsPerSecond()).isEqualTo(1_500_000);
    assertThat(wan.dropsPerSecond()).isEqualTo(100);
    assertThat(wan.costCyclesPerPacket()).hasValue(500.25);
  }

  @Test
  void addsWhatCameInByTheOtherInputsOfAPath() {
    PathFigures alone = window.path("uid-edge", List.of("wan")).orElseThrow();
    PathFigures other = window.path("uid-edge", List.of("lan")).orElseThrow();
    PathFigures joined = window.path("uid-edge", List.of("wan", "lan")).orElseThrow();

    assertThat(other.packetsPerSecond()).isPositive();
    assertThat(joined.packetsPerSecond())
        .isEqualTo(alone.packetsPerSecond() + other.packetsPerSecond());
    assertThat(joined.receivedCores()).isEqualTo(alone.receivedCores());
    assertThat(window.path("uid-edge", List.of("wan", "dmz"))).isEmpty();
  }

  @Test
  void demandsAWholeCoreForABackloggedPathAndTheBusyPartForAnother() {
    assertThat(window.path("uid-edge", List.of("wan")).orElseThrow().demandCores()).isEqualTo(1);
    assertThat(window.path("uid-wire", List.of("right")).orElseThrow().demandCores())
        .isCloseTo(0.1, within(1e-9));
  }

  @Test
  void hasNoFiguresOfWhatBeganAnew() {
    Window backwards = new Window(Recorded.later(), Recorded.first());

    assertThat(backwards.worker(0)).isEmpty();
    assertThat(backwards.path("uid-edge", List.of("wan"))).isEmpty();
    assertThat(backwards.seconds()).isZero();
  }

  @Test
  void hasNoFiguresOfWhatItDoesNotKnow() {
    assertThat(window.worker(2)).isEmpty();
    assertThat(window.path("uid-edge", List.of("dmz"))).isEmpty();
  }
}
