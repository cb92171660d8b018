package dev.fairlane.operator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.InterfaceStatus;
import dev.fairlane.api.v1alpha1.PoolNetworkStatus;
import dev.fairlane.api.v1alpha1.RouterInterface;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OperatorExtension.class)
class SharedNetworkIT {

  private static final String MAC = "02:00:5e:00:00:07";

  @Test
  void oneAttachmentServesSeveralRoutersByMacAndVlan(Story story) {
    story.preparedForSharing();
    ForwarderPod pod = story.runForwarder(2);
    story.bridge("first");
    create(story, "second", MAC, 7);

    VirtualRouter first = Conditions.await(story, "first", "Ready", "True/Forwarding");
    VirtualRouter second = Conditions.await(story, "second", "Ready", "True/Forwarding");

    InterfaceStatus derived = left(first);
    assertThat(derived.device()).isEqualTo("uplink-0");
    assertThat(derived.mac()).matches("[0-9a-f][26ae](:[0-9a-f]{2}){5}").isNotEqualTo(MAC);
    assertThat(left(second)).isEqualTo(new InterfaceStatus("left", "uplink-0", MAC, false));
    assertThat(second.getStatus().interfaces().get(1).hardwareClassified()).isTrue();
    JsonNode applied = pod.process().applied().orElseThrow();
    assertThat(applied.at("/devices/0/classification").asText()).isEqualTo("Classifier");
    assertThat(applied.at("/devices/0/classifierWorker").isInt()).isTrue();
    assertThat(applied.at("/routers/1/interfaces/0/vlan").asInt()).isEqualTo(7);
    Conditions.eventually(
        "the pool counts them",
        () ->
            story
                .client()
                .resources(ForwarderPool.class)
                .withName(story.pool())
                .get()
                .getStatus()
                .networks()
                .equals(
                    List.of(
                        new PoolNetworkStatus("uplink", 1, 0, 2),
                        new PoolNetworkStatus("customers", 4, 2, 2))));
  }

  @Test
  void aRouterWhoseMacAnotherOneHasIsToldSoAndThatOneGoesOn(Story story) {
    story.preparedForSharing();
    story.runForwarder(2);
    create(story, "first", MAC, null);
    Conditions.await(story, "first", "Ready", "True/Forwarding");

    create(story, "second", MAC, null);
    VirtualRouter second = Conditions.await(story, "second", "Accepted", "False/ConfigRefused");

    assertThat(second.getStatus().conditions().getFirst().getMessage())
        .isEqualTo("spec.interfaces[0].mac: another interface of uplink-0 has the same");
    Conditions.await(story, "first", "Ready", "True/Forwarding");
  }

  private static InterfaceStatus left(VirtualRouter router) {
    return router.getStatus().interfaces().getFirst();
  }

  private static void create(Story story, String name, String mac, Integer vlan) {
    story.create(
        name,
        story.pool(),
        List.of(
            new RouterInterface("left", "uplink", null, null, mac, vlan),
            new RouterInterface("right", "customers", null, null)));
  }
}
