package dev.fairlane.placement.rebalance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlane.placement.estimate.PathName;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a plan promised, and for how long a broken promise is remembered. */
class PromiseTest {

  private static final PathName PATH = new PathName("a", "p");
  private static final Move MOVE = new Move(PATH, "east", 0, 1);
  private static final long DAY = 86_400;
  private static final long HALF_AN_HOUR = 1_800;

  @Test
  void halfOfThePromisedGainKeepsThePromise() {
    Expectation promise = Expectation.of(List.of(MOVE), 0.75, 0.25, 100);

    assertThat(promise.judgedAtSeconds()).isEqualTo(170);
    assertThat(promise.paths()).containsExactly(PATH);
    assertThat(promise.isBrokenBy(0.5)).isFalse();
    assertThat(promise.isBrokenBy(0.51)).isTrue();
    assertThat(promise.isBrokenBy(0.25)).isFalse();
  }

  @Test
  void aPlanThatPromisedAnEvenLoadAloneBreaksNothing() {
    assertThat(Expectation.of(List.of(MOVE), 0.02, 0.02, 0).isBrokenBy(0.5)).isFalse();
    assertThat(Expectation.of(List.of(MOVE), 0.25, 0.24, 0).isBrokenBy(0.25)).isTrue();
  }

  @Test
  void eachBrokenPromiseDoublesTheTimeUpToThirtyTwoHours() {
    Block block = Block.first(1_000);
    assertThat(block).isEqualTo(new Block(1_000 + HALF_AN_HOUR, 1));

    long seconds = HALF_AN_HOUR;
    for (int times = 2; times <= 7; times++) {
      block = block.again(5_000);
      seconds *= 2;
      assertThat(block).isEqualTo(new Block(5_000 + seconds, times));
    }
    assertThat(block.again(5_000)).isEqualTo(new Block(5_000 + seconds, 8));
    assertThat(seconds).isEqualTo(32 * 3_600);
  }

  @Test
  void aBlockIsForgottenADayAfterItsEnd() {
    Block block = Block.first(0);

    assertThat(block.isForgotten(HALF_AN_HOUR + DAY - 1)).isFalse();
    assertThat(block.isForgotten(HALF_AN_HOUR + DAY)).isTrue();
  }

  @Test
  void aMoveSaysWhatGoesWhere() {
    assertThat(MOVE).hasToString("a/p from worker 0 to 1 of east");
  }
}
