package dev.fairlane.testsupport.forwarder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlane.testsupport.forwarder.Division.Claim;
import java.util.List;
import org.junit.jupiter.api.Test;

class DivisionTest {

  @Test
  void givesEverybodyWhatIsWantedWhileThereIsEnough() {
    assertThat(Division.divide(List.of(new Claim(1, 0.3), new Claim(9, 0.5))))
        .containsExactly(0.3, 0.5);
  }

  @Test
  void dividesByWeightWhenAllWantMore() {
    assertThat(Division.divide(List.of(new Claim(1, 2), new Claim(3, 2))))
        .containsExactly(0.25, 0.75);
  }

  @Test
  void leavesToTheOthersWhatOneDoesNotWant() {
    assertThat(Division.divide(List.of(new Claim(2, 0.1), new Claim(1, 2), new Claim(2, 2))))
        .containsExactly(0.1, 0.3, 0.6);
  }
}
