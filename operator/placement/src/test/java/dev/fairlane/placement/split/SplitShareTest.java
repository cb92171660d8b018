package dev.fairlane.placement.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class SplitShareTest {

  @Test
  void theDearerHalfHasMore() {
    SplitShare share = SplitShare.divide(1, 100, 300);

    assertThat(share).isEqualTo(new SplitShare(0.25, 0.75));
  }

  @Test
  void theForwardersHalfHasAtLeastATwentieth() {
    SplitShare share = SplitShare.divide(2, 1, 1_000);

    assertThat(share.dom0Cores()).isCloseTo(0.1, within(1e-12));
    assertThat(share.domUCores()).isCloseTo(1.9, within(1e-12));
  }

  @Test
  void pollingBeyondTheGrantCostsNothing() {
    assertThat(SplitShare.domUCost(900, 600, 3)).isEqualTo(200);
    assertThat(SplitShare.domUCost(300, 600, 3)).isEqualTo(100);
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertThatThrownBy(() -> SplitShare.divide(1, 0, 1))
        .hasMessage("the cost in the forwarder is 0.0, and must be above 0");
    assertThatThrownBy(() -> SplitShare.divide(1, 1, -1))
        .hasMessage("the cost in the virtual machine is -1.0, and must be above 0");
    assertThatThrownBy(() -> SplitShare.divide(-1, 1, 1))
        .hasMessage("the entitlement is -1.0 cores, and must be 0 or more");
    assertThatThrownBy(() -> SplitShare.domUCost(1, 1, 0))
        .hasMessage("the number of packets is 0.0, and must be above 0");
    assertThatThrownBy(() -> SplitShare.domUCost(1, 0, 1))
        .hasMessage("the grant is 0.0, and must be above 0");
  }

  @Property
  void noOtherDivisionSustainsMorePackets(
      @ForAll @DoubleRange(min = 0.1, max = 8) double cores,
      @ForAll @DoubleRange(min = 100, max = 900) double dom0Cost,
      @ForAll @DoubleRange(min = 100, max = 900) double domUCost,
      @ForAll @DoubleRange(min = 0, max = 1) double otherPart) {
    SplitShare other = new SplitShare(cores * otherPart, cores * (1 - otherPart));

    SplitShare share = SplitShare.divide(cores, dom0Cost, domUCost);

    assertThat(share.dom0Cores() + share.domUCores()).isCloseTo(cores, within(1e-9));
    assertThat(share.packetsPerSecond(dom0Cost, domUCost, 1e9))
        .isGreaterThanOrEqualTo(other.packetsPerSecond(dom0Cost, domUCost, 1e9) - 1e-3);
  }

  @Test
  void theSlowerHalfSetsThePacketRate() {
    assertThat(new SplitShare(0.25, 0.5).packetsPerSecond(100, 400, 1e9)).isEqualTo(1_250_000);
    assertThat(new SplitShare(0.25, 0.5).packetsPerSecond(400, 100, 1e9)).isEqualTo(625_000);
  }

  @Test
  void nothingIsDividedIntoNothing() {
    assertThat(SplitShare.divide(0, 100, 100)).isEqualTo(new SplitShare(0, 0));
  }
}
