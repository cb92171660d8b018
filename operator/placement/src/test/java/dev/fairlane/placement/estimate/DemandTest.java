package dev.fairlane.placement.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class DemandTest {

  @Test
  void isTheBusyFractionOfAPathThatIsNotBacklogged() {
    Demand demand = Demand.UNKNOWN.next(busy(0.3)).next(busy(0.5)).next(busy(0.4));

    assertThat(demand.cores()).isEqualTo(0.4);
    assertThat(demand.isBacklogged()).isFalse();
    assertThat(demand.isKnown()).isTrue();
  }

  @Test
  void ofABackloggedPathIsAWholeCoreWhateverItReceives() {
    Demand demand = Demand.UNKNOWN.next(backlogged(0.2));

    assertThat(demand.cores()).isEqualTo(1);
    assertThat(demand.errorCores()).isZero();
    assertThat(demand.isBacklogged()).isTrue();
    assertThat(demand.isKnown()).isTrue();
  }

  @Test
  void afterReliefItDecaysToTheBusyFractionOverSixWindows() {
    Demand demand = Demand.UNKNOWN.next(backlogged(0.5)).next(busy(0.4));
    assertThat(demand.cores()).isEqualTo(1);
    for (double expected : new double[] {0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.4}) {
      demand = demand.next(busy(0.4));
      assertThat(demand.cores()).isCloseTo(expected, within(1e-9));
      assertThat(demand.isBacklogged()).isFalse();
    }
  }

  @Test
  void whatWasBusyBeforeABacklogIsForgotten() {
    Demand demand = Demand.UNKNOWN;
    for (int i = 0; i < 20; i++) {
      demand = demand.next(busy(0.1));
    }
    demand = demand.next(backlogged(0.5)).next(backlogged(0.5));
    assertThat(demand.isBacklogged()).isTrue();
    for (int i = 0; i < 10; i++) {
      demand = demand.next(busy(0.4));
    }

    assertThat(demand.cores()).isEqualTo(0.4);
  }

  @Test
  void aStepIsBelievedWithItsSecondWindow() {
    Demand demand = Demand.UNKNOWN;
    for (int i = 0; i < 20; i++) {
      demand = demand.next(busy(0.2));
    }
    demand = demand.next(busy(0.6));
    // One window counts by its weight in the mean alone.
    assertThat(demand.cores()).isCloseTo(0.2 + 0.4 / 21, within(1e-9));
    assertThat(demand.next(busy(0.6)).cores()).isEqualTo(0.6);
  }

  @Test
  void burstsThatAMedianDoesNotSeeCountByTheirMean() {
    Demand demand = Demand.UNKNOWN;
    for (int window = 0; window < 300; window++) {
      demand = demand.next(busy(window % 10 == 9 ? 0.7 : 0.2));
    }

    assertThat(demand.busy().median()).isCloseTo(0.2, within(1e-9));
    assertThat(demand.cores()).isCloseTo(0.25, within(0.02));
  }

  @Test
  void fewWindowsOfOneValueAreNotCertain() {
    Demand demand = Demand.UNKNOWN.next(busy(0.5)).next(busy(0.5)).next(busy(0.5)).next(busy(0.5));
    assertThat(demand.errorCores()).isCloseTo(1.25 * 0.1 / 2, within(1e-9));

    for (int i = 0; i < 4; i++) {
      demand = demand.next(busy(0.5));
    }
    assertThat(demand.errorCores()).isZero();
  }

  @Test
  void aDecayingDemandIsAsUncertainAsItsDecayIsHigh() {
    Demand demand = Demand.UNKNOWN.next(backlogged(0.5)).next(busy(0.4)).next(busy(0.4));

    assertThat(demand.errorCores()).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void aBacklogIsBelievedWithItsSecondWindow() {
    Demand demand = steady(0.2).next(backlogged(0.3));
    assertThat(demand.isBacklogged()).isFalse();
    assertThat(demand.next(busy(0.2)).next(backlogged(0.3)).isBacklogged()).isFalse();
    assertThat(demand.next(backlogged(0.3)).cores()).isEqualTo(1);
  }

  @Test
  void aPathThatIsKeptFromWhatItUsedStillDemandsThat() {
    Demand demand = steady(0.2);
    for (int i = 0; i < 1_000; i++) {
      demand = demand.next(backlogged(0.1));
    }
    assertThat(demand.cores()).isEqualTo(0.2);
  }

  @Test
  void aPathThatIsKeptFromWhatItUsedIsBelievedWhenItsInputLosesMoreThanThat() {
    Demand demand = steady(0.2).next(offered(0.1, 0.4));
    assertThat(demand.isBacklogged()).isFalse();
    assertThat(demand.next(offered(0.1, 0.4)).cores()).isEqualTo(1);
  }

  @Test
  void aPathThatIsKeptFromWhatItUsedAndIsOfferedThatDemandsNoMore() {
    Demand demand = steady(0.2);
    for (int i = 0; i < 1_000; i++) {
      demand = demand.next(offered(0.1, 0.22));
    }
    assertThat(demand.cores()).isEqualTo(0.2);
  }

  @Test
  void aBacklogThatNoiseExplainsNeedsManyWindows() {
    Demand demand = steady(0.2);
    for (int i = 0; i < 127; i++) {
      demand = demand.next(backlogged(0.22));
    }
    assertThat(demand.isBacklogged()).isFalse();
    assertThat(demand.next(backlogged(0.22)).isBacklogged()).isTrue();
  }

  private static Demand steady(double cores) {
    Demand demand = Demand.UNKNOWN;
    for (int i = 0; i < 10; i++) {
      demand = demand.next(busy(cores));
    }
    return demand;
  }

  @Test
  void eachChangeHasToBeConfirmedByTwiceAsManyWindows() {
    Backlog backlog = Backlog.UNKNOWN.next(false, true);
    boolean next = true;
    for (int needed : new int[] {2, 4, 8, 16, 16}) {
      backlog = times(backlog, next, needed - 1);
      assertThat(backlog.backlogged()).isEqualTo(!next);
      backlog = backlog.next(next, true);
      assertThat(backlog.backlogged()).isEqualTo(next);
      next = !next;
    }
  }

  @Test
  void longAgreementForgivesAChange() {
    Backlog backlog = times(times(Backlog.UNKNOWN.next(false, true), true, 2), false, 4);
    assertThat(times(times(backlog, false, 8_639), true, 4).backlogged()).isFalse();
    assertThat(times(times(backlog, false, 8_640), true, 4).backlogged()).isTrue();
    assertThat(times(Backlog.UNKNOWN.next(false, true), false, 8_640).changes()).isZero();
  }

  private static Backlog times(Backlog backlog, boolean window, int times) {
    Backlog next = backlog;
    for (int i = 0; i < times; i++) {
      next = next.next(window, true);
    }
    return next;
  }

  @Test
  void nothingIsKnownBeforeTheFirstWindow() {
    assertThat(Demand.UNKNOWN.isKnown()).isFalse();
    assertThat(Demand.UNKNOWN.cores()).isZero();
    assertThat(Demand.UNKNOWN.errorCores()).isZero();
  }

  private static PathWindow busy(double cores) {
    return new PathWindow(cores, false, 1_000, OptionalDouble.of(100), 0);
  }

  /** Packets of a thousandth of a core each. */
  private static PathWindow offered(double received, double offered) {
    long packets = Math.round(received * 1_000);
    long missed = Math.round((offered - received) * 1_000);
    return new PathWindow(received, true, packets, missed, OptionalDouble.of(100), 0);
  }

  private static PathWindow backlogged(double cores) {
    return new PathWindow(cores, true, 1_000, OptionalDouble.of(100), 0);
  }
}
