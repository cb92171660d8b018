package dev.fairlane.operator.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodFactsTest {

  @ParameterizedTest
  @CsvSource({
    "TopologyAffinityError, make a pool for the networks of each NUMA node",
    "SMTAlignmentError, be a multiple of the hardware threads of a core",
    "UnexpectedAdmissionError, it is tried again",
  })
  void sayWhatToChangeAfterWhatTheKubeletSaid(String reason, String advice) {
    assertThat(problem(reason, "Pod was rejected"))
        .startsWith(reason + ": Pod was rejected (")
        .contains(advice);
  }

  @Test
  void addNothingToAReasonThatSpeaksForItself() {
    assertThat(problem("Evicted", "The node was low on memory"))
        .isEqualTo("Evicted: The node was low on memory");
  }

  private static String problem(String reason, String message) {
    return PodFacts.of(
            new PodBuilder()
                .withNewMetadata()
                .withUid("uid")
                .endMetadata()
                .withNewStatus()
                .withPhase("Failed")
                .withReason(reason)
                .withMessage(message)
                .endStatus()
                .build())
        .problem();
  }
}
