package dev.fairlane.operator.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OperatorExtension.class)
class RestartIT {

  private static final long LIMIT_KIB = 256 * 1024;

  @Test
  void movesNothingAfterTheOperatorWasReplaced(Story story, Operator operator) {
    staysAsItWas(story, operator, OperatorProcess::stop, "operator-1");
  }

  @Test
  void movesNothingAfterTheOperatorWasKilled(Story story, Operator operator) {
    staysAsItWas(story, operator, OperatorProcess::kill, "operator-2");
  }

  @Test
  void givesANewPodOfAForwarderItsConfigurationAgain(Story story) {
    story.prepared().bridge("edge");
    ForwarderPod pod = story.runForwarder();
    Conditions.await(story, "edge", "Ready", "True/Forwarding");

    pod.process().replacePod();

    Conditions.eventually(
        "the configuration is applied again", () -> pod.process().applied().isPresent());
    Conditions.await(story, "edge", "Ready", "True/Forwarding");
  }

  @Test
  void saysThatAForwarderDoesNotAnswerAndFindsItAgain(Story story) {
    story.prepared().bridge("edge");
    ForwarderPod pod = story.runForwarder();
    Conditions.await(story, "edge", "Ready", "True/Forwarding");

    pod.process().disappear();
    Conditions.await(story, "edge", "Ready", "Unknown/ForwarderUnreachable");

    pod.process().reappear();
    Conditions.await(story, "edge", "Ready", "True/Forwarding");
  }

  @Test
  void livesWithinTheMemoryOfItsContainer(Story story, Operator operator) {
    story.prepared().bridge("edge");
    story.runForwarder();
    Conditions.await(story, "edge", "Ready", "True/Forwarding");

    assertThat(operator.process().residentKib()).isLessThan(LIMIT_KIB);
  }

  private static void staysAsItWas(
      Story story, Operator operator, Consumer<OperatorProcess> end, String nextIdentity) {
    story.prepared().bridge("first");
    story.bridge("second");
    ForwarderPod pod = story.runForwarder();
    Conditions.await(story, "first", "Ready", "True/Forwarding");
    Conditions.await(story, "second", "Ready", "True/Forwarding");
    Forwarder before = story.forwarder().orElseThrow();
    String readySince = Conditions.since(story.router("first"), "Ready");
    int pushes = pod.process().received().size();
    VirtualRouter third = readyAfterRestart(story, operator, end, nextIdentity);

    Forwarder after = story.forwarder().orElseThrow();
    assertThat(Conditions.since(story.router("first"), "Ready"))
        .as("a restart is no transition")
        .isEqualTo(readySince);
    assertThat(third.getStatus().interfaces().get(0).device()).isEqualTo("uplink-2");
    assertThat(after.getMetadata().getGeneration())
        .isEqualTo(before.getMetadata().getGeneration() + 1);
    assertThat(after.getSpec().routers()).hasSize(3);
    assertThat(after.getSpec().routers().subList(0, 2))
        .usingRecursiveComparison()
        .ignoringFields("shares")
        .isEqualTo(before.getSpec().routers());
    assertThat(pod.process().received()).as("one push, for the third router").hasSize(pushes + 1);
  }

  /** The new operator has taken over when a router that was made meanwhile is ready. */
  private static VirtualRouter readyAfterRestart(
      Story story, Operator operator, Consumer<OperatorProcess> end, String nextIdentity) {
    operator.restart(
        process -> {
          end.accept(process);
          story.bridge("third");
        },
        nextIdentity);
    return Conditions.await(story, "third", "Ready", "True/Forwarding");
  }
}
