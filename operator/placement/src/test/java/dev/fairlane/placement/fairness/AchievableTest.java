package dev.fairlane.placement.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AchievableTest {

  @Test
  void aWorkerIsDividedByTheSharesOfItsRouters() {
    assertThat(
            Achievable.onWorker(
                List.of(new PathLoad("a", "p", 0.75, 1), new PathLoad("b", "p", 0.25, 1))))
        .isEqualTo(Map.of("a", 0.75, "b", 0.25));
  }

  @Test
  void whatARouterDoesNotUseIsHadByTheOther() {
    assertThat(
            Achievable.onWorker(
                List.of(new PathLoad("a", "p", 0.75, 0.125), new PathLoad("b", "p", 0.25, 1))))
        .isEqualTo(Map.of("a", 0.125, "b", 0.875));
  }

  @Test
  void aRouterHasTheSumOfItsWorkers() {
    assertThat(
            Achievable.cores(
                List.of(
                    List.of(new PathLoad("a", "p", 0.5, 1), new PathLoad("b", "p", 0.5, 1)),
                    List.of(new PathLoad("a", "q", 0.5, 0.25)))))
        .isEqualTo(Map.of("a", 0.75, "b", 0.5));
  }

  @Test
  void twoPathsOfARouterOnOneWorkerHaveNoMoreThanTheWorker() {
    assertThat(
            Achievable.onWorker(
                List.of(new PathLoad("a", "p", 0.5, 1), new PathLoad("a", "q", 0.5, 1))))
        .isEqualTo(Map.of("a", 1.0));
  }

  @Test
  void theShortfallIsWhatLacks() {
    assertThat(Shortfall.largest(Map.of("a", 1.0, "b", 0.5), Map.of("a", 0.75, "b", 0.75)))
        .isEqualTo(0.25);
    assertThat(Shortfall.largest(Map.of("gone", 0.5), Map.of())).isEqualTo(0.5);
    assertThat(Shortfall.largest(Map.of(), Map.of("a", 0.75))).isZero();
  }

  @Test
  void aDemandBeyondACoreIsRefused() {
    assertThatThrownBy(() -> new PathLoad("a", "p", 0.5, 1.5))
        .hasMessage("path a/p demands 1.5 cores, and must demand 0 to 1");
  }
}
