package dev.fairlane.operator.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackOffTest {

  private final BackOff backOff = new BackOff(Duration.ofSeconds(2), Duration.ofMinutes(5));

  @Test
  void doublesWithEachFailure() {
    assertThat(backOff.waitAfter(1)).isEqualTo(Duration.ofSeconds(2));
    assertThat(backOff.waitAfter(2)).isEqualTo(Duration.ofSeconds(4));
    assertThat(backOff.waitAfter(5)).isEqualTo(Duration.ofSeconds(32));
  }

  @Test
  void neverWaitsLongerThanTheLongest() {
    assertThat(backOff.waitAfter(9)).isEqualTo(Duration.ofMinutes(5));
    assertThat(backOff.waitAfter(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void refusesToWaitAfterNothing() {
    assertThatThrownBy(() -> backOff.waitAfter(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new BackOff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
