package dev.fairlane.operator.pod;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PodPolicyTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  private final PodPolicy policy =
      new PodPolicy(new BackOff(Duration.ofSeconds(2), Duration.ofMinutes(5)));

  @Test
  void makesAPodWhereThereIsNone() {
    assertThat(policy.decide(Optional.empty(), "hash", false, PodFailures.NONE, NOW))
        .isEqualTo(new PodStep.Create());
  }

  @Test
  void keepsAPodThatIsAsWanted() {
    assertThat(decide(running("hash"), true)).isEqualTo(new PodStep.Keep());
  }

  @Test
  void waitsForAPodThatIsEnding() {
    var ending = new PodFacts("uid", "Running", "10.0.0.1", true, true, "old", "");

    assertThat(decide(ending, true)).isEqualTo(new PodStep.Keep());
  }

  @Test
  void replacesAnOutdatedPodThatRunsNothing() {
    assertThat(decide(running("old"), true)).isInstanceOf(PodStep.Delete.class);
  }

  @Test
  void asksBeforeItInterruptsRouters() {
    assertThat(decide(running("old"), false)).isEqualTo(new PodStep.NeedsPermission());
  }

  @Test
  void replacesAFailedPodAfterTheBackOffEvenIfItHasRouters() {
    PodFailures once = PodFailures.NONE.seen("uid", NOW);

    assertThat(policy.decide(Optional.of(failed()), "hash", false, once, NOW.plusSeconds(1)))
        .isEqualTo(new PodStep.Wait(NOW.plusSeconds(2), "UnexpectedAdmissionError: no CPUs"));
    assertThat(policy.decide(Optional.of(failed()), "hash", false, once, NOW.plusSeconds(2)))
        .isEqualTo(new PodStep.Delete("UnexpectedAdmissionError: no CPUs"));
  }

  @Test
  void replacesAFailedPodAtOnceWhenThePoolAsksForAnother() {
    PodFailures thrice = PodFailures.NONE.seen("a", NOW).seen("b", NOW).seen("uid", NOW);

    assertThat(policy.decide(Optional.of(failed()), "repaired", false, thrice, NOW))
        .isInstanceOf(PodStep.Delete.class);
  }

  @Test
  void waitsLongerAfterEveryFurtherFailure() {
    PodFailures thrice =
        PodFailures.NONE.seen("a", NOW).seen("b", NOW).seen("uid", NOW).seen("uid", NOW);

    assertThat(thrice.count()).isEqualTo(3);
    assertThat(policy.decide(Optional.of(failed()), "hash", false, thrice, NOW.plusSeconds(7)))
        .isInstanceOf(PodStep.Wait.class);
    assertThat(policy.decide(Optional.of(failed()), "hash", false, thrice, NOW.plusSeconds(8)))
        .isInstanceOf(PodStep.Delete.class);
  }

  private PodStep decide(PodFacts facts, boolean mayInterrupt) {
    return policy.decide(Optional.of(facts), "hash", mayInterrupt, PodFailures.NONE, NOW);
  }

  private static PodFacts running(String hash) {
    return new PodFacts("uid", "Running", "10.0.0.1", true, false, hash, "");
  }

  private static PodFacts failed() {
    return new PodFacts(
        "uid", "Failed", "", false, false, "hash", "UnexpectedAdmissionError: no CPUs");
  }
}
