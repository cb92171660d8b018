package dev.fairlane.operator.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.ForwarderPoolSpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OperatorExtension.class)
class PoolIT {

  @Test
  void ownsItsForwardersAndTheyTheirPodsAndSecrets(Story story) {
    story.prepared().runForwarder();
    Forwarder forwarder = story.forwarder().orElseThrow();

    assertThat(ownerOf(forwarder)).isEqualTo(story.readPool().getMetadata().getUid());
    assertThat(ownerOf(pod(story).orElseThrow())).isEqualTo(forwarder.getMetadata().getUid());
    assertThat(ownerOf(secret(story))).isEqualTo(forwarder.getMetadata().getUid());
    assertThat(forwarder.getMetadata().getFinalizers()).isEmpty();
  }

  @Test
  void isReadyWhenItsForwarderHasItsConfiguration(Story story) {
    story.prepared();
    Conditions.eventually("not ready", () -> "False/ForwarderNotReady".equals(ready(story)));

    story.runForwarder();

    Conditions.eventually("ready", () -> "True/AllReady".equals(ready(story)));
    ForwarderPool pool = story.readPool();
    assertThat(pool.getStatus().nodeCount()).isEqualTo(1);
    assertThat(pool.getStatus().nodes().get(0).workers()).isEqualTo(1);
    Conditions.eventually(
        "the forwarder is ready",
        () ->
            "True/Forwarding"
                .equals(
                    Conditions.says(
                        story.forwarder().orElseThrow().getStatus().conditions(), "Ready")));
  }

  @Test
  void replacesAPodThatTheNodeRefused(Story story) {
    story.prepared();
    Conditions.eventually("a pod", () -> pod(story).isPresent());
    Pod refused = pod(story).orElseThrow();
    refuse(story, refused, "UnexpectedAdmissionError");

    Conditions.eventually(
        "another pod",
        () ->
            pod(story)
                .filter(pod -> !pod.getMetadata().getUid().equals(refused.getMetadata().getUid()))
                .isPresent());
  }

  @Test
  void saysWhatToChangeWhenTheNodeRefusesItsPod(Story story) {
    story.prepared();
    Conditions.eventually("a pod", () -> pod(story).isPresent());
    refuse(story, pod(story).orElseThrow(), "TopologyAffinityError");

    Conditions.eventually(
        "advice",
        () ->
            story.forwarder().orElseThrow().getStatus().conditions().stream()
                .filter(condition -> "PodFailed".equals(condition.getReason()))
                .anyMatch(
                    condition ->
                        condition
                            .getMessage()
                            .contains("make a pool for the networks of each NUMA node")));
  }

  @Test
  void asksBeforeItReplacesAPodThatRunsRouters(Story story) {
    story.prepared().bridge("edge");
    story.runForwarder();
    Conditions.await(story, "edge", "Ready", "True/Forwarding");
    Pod before = pod(story).orElseThrow();
    story.change(story::readPool, pool -> withMemory(pool, "384Mi"));

    Conditions.eventually(
        "asked",
        () ->
            "False/PodOutdated"
                .equals(
                    Conditions.says(
                        story.forwarder().orElseThrow().getStatus().conditions(), "Ready")));
    assertThat(pod(story).orElseThrow().getMetadata().getUid())
        .isEqualTo(before.getMetadata().getUid());

    story.change(
        story::readPool,
        pool -> {
          pool.getMetadata().getAnnotations().put("fairlane.dev/allow-disruption", "true");
          return pool;
        });
    Conditions.eventually(
        "replaced",
        () ->
            pod(story)
                .filter(
                    pod ->
                        pod.getMetadata().getDeletionTimestamp() != null
                            || !pod.getMetadata().getUid().equals(before.getMetadata().getUid()))
                .isPresent());
  }

  @Test
  void removesAForwarderWhoseNodeIsGone(Story story) {
    story.prepared();
    Conditions.eventually("a forwarder", () -> story.forwarder().isPresent());

    story.client().nodes().withName(story.node()).delete();

    Conditions.eventually("no forwarder", () -> story.forwarder().isEmpty());
  }

  /** As a kubelet does that does not admit a pod. */
  private static void refuse(Story story, Pod pod, String reason) {
    story
        .client()
        .resource(pod)
        .editStatus(
            present ->
                new PodBuilder(present)
                    .editOrNewStatus()
                    .withPhase("Failed")
                    .withReason(reason)
                    .withMessage("no CPUs")
                    .endStatus()
                    .build());
  }

  private static ForwarderPool withMemory(ForwarderPool pool, String memory) {
    var spec = pool.getSpec();
    pool.setSpec(
        new ForwarderPoolSpec(
            spec.nodeSelector(),
            spec.cores(),
            spec.hugepages(),
            new Quantity(memory),
            spec.buffersPerRouter(),
            spec.scheduler(),
            spec.networks(),
            spec.tenants(),
            spec.rebalance()));
    return pool;
  }

  private static String ready(Story story) {
    ForwarderPool pool = story.readPool();
    return pool.getStatus() == null ? "" : Conditions.says(pool.getStatus().conditions(), "Ready");
  }

  private static Optional<Pod> pod(Story story) {
    return Optional.ofNullable(
        story
            .client()
            .pods()
            .inNamespace(OperatorProcess.NAMESPACE)
            .withName(story.pool() + "-" + story.node())
            .get());
  }

  private static Secret secret(Story story) {
    return story
        .client()
        .secrets()
        .inNamespace(OperatorProcess.NAMESPACE)
        .withName(story.pool() + "-" + story.node())
        .get();
  }

  private static String ownerOf(HasMetadata object) {
    return object.getMetadata().getOwnerReferences().get(0).getUid();
  }
}
