package dev.fairlane.operator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.ForwarderPoolStatus;
import dev.fairlane.operator.realize.ForwarderWriter;
import dev.fairlane.operator.realize.StaleSnapshotException;
import dev.fairlane.operator.realize.StatusWriter;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Objects go while the operator is about to write them: that is no error. */
@ExtendWith(OperatorExtension.class)
class GoneIT {

  @Test
  void writesNoStatusOfAPoolThatIsGone(Story story) {
    ForwarderPool gone = new ForwarderPool();
    gone.setMetadata(new ObjectMetaBuilder().withName("gone").build());
    gone.setStatus(new ForwarderPoolStatus(1L, null, 0, 0, null, null, null, null));

    boolean written =
        new StatusWriter<ForwarderPool>(story.client(), "fairlane-pool-cycle").write(gone);

    assertThat(written).isFalse();
    assertThat(story.client().resources(ForwarderPool.class).withName("gone").get()).isNull();
  }

  @Test
  void decidesAnewWhenAForwarderIsGone(Story story) {
    story.prepared();
    Conditions.eventually("a forwarder", () -> story.forwarder().isPresent());
    Forwarder forwarder = story.forwarder().orElseThrow();
    forwarder.getMetadata().setName("gone");
    ForwarderWriter writer = new ForwarderWriter(story.client(), OperatorProcess.NAMESPACE);

    assertThatExceptionOfType(StaleSnapshotException.class)
        .isThrownBy(() -> writer.assign(forwarder, forwarder.getSpec()))
        .withMessage("gone is gone");
  }
}
