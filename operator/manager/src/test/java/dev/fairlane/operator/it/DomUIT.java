package dev.fairlane.operator.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlane.api.v1alpha1.AssignedPath;
import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.api.v1alpha1.DomU;
import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.Placement;
import dev.fairlane.api.v1alpha1.PlacementChange;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Routers with pods of their own. */
@ExtendWith(OperatorExtension.class)
class DomUIT {

  @Test
  void runsInAPodInItsNamespaceAndTakesNothingFromThePool(Story story) {
    story.preparedForDomUs().runForwarder();
    story.bridge("shared");
    VirtualRouter router = story.domU("own", new DomU(2, null));
    story.runOwnForwarder("own", List.of(2, 3));

    VirtualRouter own = Conditions.await(story, "own", "Ready", "True/Forwarding");

    assertThat(Conditions.of(own, "Placed")).isEqualTo("True/Placed");
    assertThat(own.getStatus().forwarder()).isEqualTo(story.own("own"));
    assertThat(own.getStatus().entitlement().entitledCores()).isEqualTo("2");
    Forwarder forwarder = story.forwarder(story.own("own")).orElseThrow();
    AssignedRouter assigned = forwarder.getSpec().routers().getFirst();
    assertThat(assigned.paths())
        .containsExactly(new AssignedPath("left", 0), new AssignedPath("right", 1));
    Pod pod = pod(story, "own").orElseThrow();
    assertThat(pod.getSpec().getContainers().getFirst().getResources().getLimits().get("cpu"))
        .isEqualTo(new Quantity("2"));
    assertThat(ownerOf(pod)).isEqualTo(router.getMetadata().getUid());
    assertThat(ownerOf(secret(story, "own").orElseThrow()))
        .isEqualTo(router.getMetadata().getUid());
    VirtualRouter shared = Conditions.await(story, "shared", "Ready", "True/Forwarding");
    assertThat(shared.getStatus().entitlement().entitledCores()).isEqualTo("1");
    Conditions.eventually("the pool gave 1 of 4 attachments away", () -> isFree(story, 3));
  }

  @Test
  void leavesNothingBehindWhenItIsDeleted(Story story) {
    story.preparedForDomUs().runForwarder();
    story.domU("own", DomU.DEFAULT);
    story.runOwnForwarder("own", List.of(2));
    VirtualRouter own = Conditions.await(story, "own", "Ready", "True/Forwarding");
    String name = own.getStatus().forwarder();

    story.client().resource(own).delete();

    Conditions.eventually("nothing is left", () -> nothingIsLeft(story, name));
  }

  @Test
  void leavesNothingBehindWhenItsNamespaceGoesWithAllRightsInIt(Story story) {
    story.preparedForDomUs().runForwarder();
    story.domU("own", DomU.DEFAULT);
    Conditions.eventually("a pod", () -> pod(story, "own").isPresent());
    String name = story.own("own");

    story.removeTenant();

    Conditions.eventually("the Forwarder is gone", () -> story.forwarder(name).isEmpty());
  }

  @Test
  void leavesNothingBehindWhenItsPoolGoes(Story story) {
    story.preparedForDomUs().runForwarder();
    story.domU("own", DomU.DEFAULT);
    Conditions.eventually("a pod", () -> pod(story, "own").isPresent());
    String name = story.own("own");

    story.client().resource(story.readPool()).delete();
    // There is no garbage collector: what the pool owned goes by the story's hand.
    story.forwarder(name).ifPresent(forwarder -> story.client().resource(forwarder).delete());

    Conditions.eventually("nothing is left", () -> nothingIsLeft(story, name));
  }

  @Test
  void changesItsPlacementBothWaysAndSaysWhatItCost(Story story) {
    story.preparedForDomUs();
    story.bridge("edge");
    ForwarderPod dom0 = story.runForwarder();
    Conditions.await(story, "edge", "Ready", "True/Forwarding");

    story.place("edge", Placement.DOMU, new DomU(null, new Quantity("500m")));

    Conditions.await(story, "edge", "Placed", "False/ForwarderNotReady");
    VirtualRouter waiting = Conditions.await(story, "edge", "Ready", "True/Forwarding");
    assertThat(waiting.getStatus().forwarder()).isEqualTo(story.pool() + "-" + story.node());
    ForwarderPod own = story.runOwnForwarder("edge", List.of(2));
    Conditions.await(story, "edge", "Placed", "True/Placed");
    VirtualRouter moved = Conditions.await(story, "edge", "Ready", "True/Forwarding");
    assertThat(moved.getStatus().forwarder()).isEqualTo(story.own("edge"));
    assertThat(moved.getStatus().entitlement().entitledCores()).isEqualTo("0.5");
    assertThat(dom0.process().applied().orElseThrow().path("routers")).isEmpty();
    assertChange(story, Placement.DOM0, Placement.DOMU);

    story.place("edge", Placement.DOM0, null);

    Conditions.await(story, "edge", "Placed", "True/Placed");
    VirtualRouter back = Conditions.await(story, "edge", "Ready", "True/Forwarding");
    assertThat(back.getStatus().forwarder()).isEqualTo(story.pool() + "-" + story.node());
    assertThat(own.process().applied().orElseThrow().path("routers")).isEmpty();
    assertChange(story, Placement.DOMU, Placement.DOM0);
    Conditions.eventually("nothing is left", () -> nothingIsLeft(story, story.own("edge")));
  }

  @Test
  void saysWhyItsPodIsRefusedAndHasOneWhenItIsAllowed(Story story) {
    story.withNode().withTenant(story.tenant()).withPool(100, 1).runForwarder();
    story.domU("own", DomU.DEFAULT);

    VirtualRouter refused = Conditions.await(story, "own", "Placed", "False/PodRefused");

    assertThat(message(refused, "Placed")).contains("cannot get resource \"pods\"");
    story.allowDomUs();
    story.runOwnForwarder("own", List.of(2));
    Conditions.await(story, "own", "Ready", "True/Forwarding");
  }

  @Test
  void isNotAcceptedWhereThePoolAllowsNone(Story story) {
    story.prepared().runForwarder();
    story.domU("own", DomU.DEFAULT);

    VirtualRouter refused = Conditions.await(story, "own", "Accepted", "False/DomUNotAllowed");

    assertThat(message(refused, "Accepted"))
        .isEqualTo(
            "spec.placement: the pool %s takes no routers of this tenant with placement DomU; use Dom0."
                .formatted(story.pool()));
  }

  @Test
  void getsAnotherPodWithoutPermissionWhenItAsksForOtherCores(Story story) {
    story.preparedForDomUs().runForwarder();
    story.domU("own", new DomU(1, null));
    story.runOwnForwarder("own", List.of(2));
    Conditions.await(story, "own", "Ready", "True/Forwarding");

    story.place("own", Placement.DOMU, new DomU(3, null));

    Conditions.eventually(
        "a pod of three cores",
        () ->
            pod(story, "own")
                .map(pod -> pod.getSpec().getContainers().getFirst().getResources())
                .filter(each -> new Quantity("3").equals(each.getLimits().get("cpu")))
                .isPresent());
  }

  private static void assertChange(Story story, Placement from, Placement to) {
    Conditions.eventually(
        "the status tells the change",
        () ->
            Optional.ofNullable(story.router("edge").getStatus().lastChange())
                .filter(change -> change.from() == from && change.to() == to)
                .isPresent());
    PlacementChange change = story.router("edge").getStatus().lastChange();
    assertThat(change.macsChanged()).isTrue();
    assertThat(change.stoppedMillis()).isNotNegative();
  }

  private static boolean isFree(Story story, int attachments) {
    ForwarderPool pool = story.readPool();
    return pool.getStatus().networks().stream()
        .allMatch(network -> network.freeAttachments() == attachments);
  }

  private static boolean nothingIsLeft(Story story, String name) {
    return story.forwarder(name).isEmpty()
        && story.client().pods().inNamespace(story.tenant()).withName(name).get() == null
        && story.client().secrets().inNamespace(story.tenant()).withName(name).get() == null;
  }

  private static Optional<Pod> pod(Story story, String router) {
    return Optional.ofNullable(
        story.client().pods().inNamespace(story.tenant()).withName(story.own(router)).get());
  }

  private static Optional<Secret> secret(Story story, String router) {
    return Optional.ofNullable(
        story.client().secrets().inNamespace(story.tenant()).withName(story.own(router)).get());
  }

  private static String ownerOf(HasMetadata object) {
    return object.getMetadata().getOwnerReferences().getFirst().getUid();
  }

  private static String message(VirtualRouter router, String type) {
    return router.getStatus().conditions().stream()
        .filter(condition -> condition.getType().equals(type))
        .map(Condition::getMessage)
        .findFirst()
        .orElseThrow();
  }
}
