package dev.fairlane.placement.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class EstimatesTest {

  private static final PathName WAN = new PathName("a/edge", "wan");
  private static final PathName LAN = new PathName("a/edge", "lan");

  @Test
  void aPathWithoutAWindowIsMissing() {
    Estimates estimates = Estimates.NOTHING.next(List.of(WAN, LAN), List.of(window(WAN, 100)));

    assertThat(estimates.missing()).containsExactly(LAN);
    assertThat(estimates.of(WAN).cost().cyclesPerPacket()).hasValue(100);
    assertThat(estimates.of(LAN).cost().cyclesPerPacket()).isEmpty();
  }

  @Test
  void sixMissedWindowsInARowAreStaleAndOneFreshOneIsNot() {
    Estimates estimates = Estimates.NOTHING.next(List.of(WAN), List.of(window(WAN, 100)));
    for (int i = 0; i < 5; i++) {
      estimates = estimates.next(List.of(WAN), List.of());
    }
    assertThat(estimates.missing()).isEmpty();

    estimates = estimates.next(List.of(WAN), List.of());
    assertThat(estimates.missing()).containsExactly(WAN);
    assertThat(estimates.of(WAN).demand().cores()).isEqualTo(0.3);

    assertThat(estimates.next(List.of(WAN), List.of(window(WAN, 100))).missing()).isEmpty();
  }

  @Test
  void pathsThatAreGoneAreForgottenAndStrangersIgnored() {
    Estimates estimates = Estimates.NOTHING.next(List.of(WAN), List.of(window(WAN, 100)));

    estimates = estimates.next(List.of(LAN), List.of(window(WAN, 100)));

    assertThat(estimates.paths()).containsOnlyKeys(LAN);
  }

  @Test
  void aConfirmedChangeOfCostIsNamedOnce() {
    Estimates before = Estimates.NOTHING;
    for (int i = 0; i < 20; i++) {
      before = before.next(List.of(WAN), List.of(window(WAN, 100)));
    }
    Estimates doubted = twice(before, 150);
    assertThat(doubted.costChangesSince(before)).isEmpty();

    Estimates sure = doubted.next(List.of(WAN), List.of(window(WAN, 150)));
    assertThat(sure.costChangesSince(doubted)).containsExactly(WAN);
    assertThat(sure.of(WAN).cost().cyclesPerPacket()).hasValue(150);
    assertThat(twice(sure, 150).costChangesSince(sure)).isEmpty();
  }

  @Test
  void windowsWithMuchStolenTimeOrFewPacketsTellNoCost() {
    assertThat(costAfter(new PathWindow(0.1, false, 100, OptionalDouble.of(70), 0.05)))
        .hasValue(70);
    assertThat(costAfter(new PathWindow(0.1, false, 99, OptionalDouble.of(70), 0))).isEmpty();
    assertThat(costAfter(new PathWindow(0.1, false, 1_000, OptionalDouble.of(70), 0.06))).isEmpty();
  }

  private static OptionalDouble costAfter(PathWindow path) {
    return Cost.UNKNOWN.next(path).cyclesPerPacket();
  }

  private static Estimates twice(Estimates estimates, double cost) {
    return estimates
        .next(List.of(WAN), List.of(window(WAN, cost)))
        .next(List.of(WAN), List.of(window(WAN, cost)));
  }

  private static Window window(PathName name, double cost) {
    PathWindow path = new PathWindow(0.3, false, 1_000, OptionalDouble.of(cost), 0);
    return new Window(1, Map.of(), Map.of(name, path), List.of());
  }
}
