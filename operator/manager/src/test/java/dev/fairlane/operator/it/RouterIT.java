package dev.fairlane.operator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlane.api.v1alpha1.InterfaceStatus;
import dev.fairlane.api.v1alpha1.RouterInterface;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.testsupport.forwarder.FakeDevice;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OperatorExtension.class)
class RouterIT {

  @Test
  void becomesReadyWhenItsForwarderForwards(Story story) {
    story.prepared().bridge("edge");
    Conditions.await(story, "edge", "Placed", "False/NoForwarder");
    ForwarderPod pod = story.runForwarder();

    Conditions.await(story, "edge", "Ready", "True/Forwarding");

    VirtualRouter router =
        Conditions.await(story, "edge", "EntitlementMet", "Unknown/NotBacklogged");
    assertThat(Conditions.of(router, "Accepted")).isEqualTo("True/Accepted");
    assertThat(Conditions.of(router, "Placed")).isEqualTo("True/Placed");
    assertThat(router.getStatus().node()).isEqualTo(story.node());
    assertThat(router.getStatus().forwarder()).isEqualTo(story.pool() + "-" + story.node());
    assertThat(router.getStatus().cores()).isEqualTo("1");
    assertThat(router.getStatus().entitlement().entitledCores()).isEqualTo("1");
    assertThat(router.getStatus().interfaces())
        .containsExactly(
            new InterfaceStatus("left", "uplink-0", FakeDevice.named("uplink-0").mac(), true),
            new InterfaceStatus(
                "right", "customers-0", FakeDevice.named("customers-0").mac(), true));
    JsonNode applied = pod.process().applied().orElseThrow();
    assertThat(applied.path("forwarderUid").asText())
        .isEqualTo(story.forwarder().orElseThrow().getMetadata().getUid());
    assertThat(applied.path("routers").get(0).path("forwarding").toString())
        .isEqualTo("{\"bridge\":{}}");
  }

  @Test
  void givesItsDevicesBackWhenItIsDeleted(Story story) {
    story.prepared().bridge("first");
    ForwarderPod pod = story.runForwarder();
    Conditions.await(story, "first", "Ready", "True/Forwarding");

    story.client().resource(story.router("first")).delete();

    Conditions.eventually(
        "the forwarder runs nothing",
        () -> pod.process().applied().orElseThrow().path("routers").isEmpty());
    story.bridge("second");
    VirtualRouter second = Conditions.await(story, "second", "Ready", "True/Forwarding");
    assertThat(second.getStatus().interfaces().get(0).device()).isEqualTo("uplink-0");
    Conditions.eventually(
        "the pool counts its attachments",
        () ->
            story.readPool().getStatus().networks().stream()
                .allMatch(network -> network.freeAttachments() == 3));
  }

  @Test
  void showsAQuarantineWithItsEvidenceUntilTheAnnotationReleasesIt(Story story) {
    story.prepared().bridge("hung");
    ForwarderPod pod = story.runForwarder();
    Conditions.await(story, "hung", "Ready", "True/Forwarding");

    pod.process().quarantine(story.tenant() + "/hung", "left");

    VirtualRouter hung = Conditions.await(story, "hung", "Ready", "False/PathQuarantined");
    assertThat(hung.getStatus().paths().get(0).state()).isEqualTo("Quarantined");
    assertThat(hung.getStatus().paths().get(1).state()).isEqualTo("Forwarding");
    Conditions.eventually(
        "an Event tells the evidence",
        () ->
            story.client().v1().events().inNamespace(story.tenant()).list().getItems().stream()
                .anyMatch(
                    event ->
                        event.getReason().equals("PathQuarantined")
                            && event.getMessage().contains("element bridge_cross")));

    story.change(
        () -> story.router("hung"),
        router -> {
          router.getMetadata().setAnnotations(Map.of("fairlane.dev/release", "1"));
          return router;
        });

    Conditions.await(story, "hung", "Ready", "True/Forwarding");
  }

  @Test
  void waitsForAPoolThatComesLater(Story story) {
    story.withNode().withTenant(story.tenant());
    story.bridge("early");
    VirtualRouter early = Conditions.await(story, "early", "Accepted", "False/PoolNotFound");
    assertThat(early.getStatus().conditions().get(0).getMessage())
        .isEqualTo("spec.poolRef.name: no ForwarderPool %s exists.".formatted(story.pool()));

    story.withPool(100).runForwarder();

    Conditions.await(story, "early", "Ready", "True/Forwarding");
  }

  @Test
  void isNotAcceptedInANamespaceThatNoTenantSelects(Story story) {
    story.withNode().withPool(100);
    story
        .client()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(story.tenant()).endMetadata().build())
        .create();
    story.bridge("stranger");

    Conditions.await(story, "stranger", "Accepted", "False/NamespaceNotAllowed");
    Conditions.await(story, "stranger", "Placed", "False/NotAccepted");
  }

  @Test
  void isNotAcceptedBeyondItsTenantsLimit(Story story) {
    story.withNode().withTenant(story.tenant()).withPool(1);
    story.bridge("first");
    story.runForwarder();
    Conditions.await(story, "first", "Ready", "True/Forwarding");
    story.bridge("second");

    Conditions.await(story, "second", "Accepted", "False/TooManyRouters");

    story.client().resource(story.router("first")).delete();
    Conditions.await(story, "second", "Ready", "True/Forwarding");
  }

  @Test
  void namesTheFieldOfANetworkThatThePoolLacks(Story story) {
    story.prepared();
    story.create(
        "lost",
        story.pool(),
        List.of(
            new RouterInterface("left", "uplink", null, null),
            new RouterInterface("right", "nowhere", null, null)));

    VirtualRouter lost = Conditions.await(story, "lost", "Accepted", "False/NetworkNotFound");

    assertThat(lost.getStatus().conditions().get(0).getMessage())
        .isEqualTo(
            "spec.interfaces[1].network: the pool %s has no network nowhere; it has customers, uplink."
                .formatted(story.pool()));
  }

  @Test
  void waitsWhenAttachmentsAreUsedUpWithoutDisturbingOthers(Story story) {
    story.prepared();
    for (int i = 0; i < 4; i++) {
      story.bridge("bridge-" + i);
    }
    story.runForwarder();
    for (int i = 0; i < 4; i++) {
      Conditions.await(story, "bridge-" + i, "Ready", "True/Forwarding");
    }
    story.bridge("late");

    Conditions.await(story, "late", "Placed", "False/InsufficientAttachments");
    assertThat(Conditions.of(story.router("bridge-0"), "Ready")).isEqualTo("True/Forwarding");
  }
}
