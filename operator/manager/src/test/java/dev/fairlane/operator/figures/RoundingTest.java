package dev.fairlane.operator.figures;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoundingTest {

  @Test
  void keepsTwoDigitsOfRates() {
    assertThat(Rounding.whole(0)).isZero();
    assertThat(Rounding.whole(0.4)).isZero();
    assertThat(Rounding.whole(7.6)).isEqualTo(8);
    assertThat(Rounding.whole(126)).isEqualTo(130);
    assertThat(Rounding.whole(4_749_999)).isEqualTo(4_700_000);
  }

  @Test
  void keepsTwoDigitsOfCoresDownToOneHundredth() {
    assertThat(Rounding.cores(0)).isEqualTo("0");
    assertThat(Rounding.cores(0.004)).isEqualTo("0");
    assertThat(Rounding.cores(0.016)).isEqualTo("0.02");
    assertThat(Rounding.cores(0.333)).isEqualTo("0.33");
    assertThat(Rounding.cores(0.5)).isEqualTo("0.5");
    assertThat(Rounding.cores(1)).isEqualTo("1");
    assertThat(Rounding.cores(12.3)).isEqualTo("12");
    assertThat(Rounding.cores(100)).isEqualTo("100");
  }

  @Test
  void writesARateOnlyWhenItChangedByMoreThanTenPercent() {
    assertThat(Rounding.isWorthWriting(1000, 1100)).isFalse();
    assertThat(Rounding.isWorthWriting(1000, 1200)).isTrue();
    assertThat(Rounding.isWorthWriting(1000, 850)).isTrue();
    assertThat(Rounding.isWorthWriting(0, 5)).isTrue();
    assertThat(Rounding.isWorthWriting(5, 0)).isTrue();
  }

  @Test
  void doesNotWriteASingleStepOfARate() {
    assertThat(Rounding.isWorthWriting(0, 1)).isFalse();
    assertThat(Rounding.isWorthWriting(1, 2)).isFalse();
  }

  @Test
  void writesCoresOnlyWhenTheyChangedByMoreThanTenPercentAndOneStep() {
    assertThat(Rounding.isWorthWriting("0.5", "0.54")).isFalse();
    assertThat(Rounding.isWorthWriting("0.5", "0.56")).isTrue();
    assertThat(Rounding.isWorthWriting("0", "0.01")).isFalse();
    assertThat(Rounding.isWorthWriting("0", "0.02")).isTrue();
    assertThat(Rounding.isWorthWriting("0.02", "0.03")).isFalse();
  }
}
