package dev.fairlane.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The operator's pod. */
final class OperatorPod {

  private final Cluster cluster;

  OperatorPod(Cluster cluster) {
    this.cluster = cluster;
  }

  /** The only one, when it is ready. */
  Pod ready() {
    return Expectation.within(90, "one operator pod is ready")
        .of(
            this::all,
            pods -> pods.size() == 1 && Readiness.isPodReady(pods.get(0)),
            List::toString)
        .get(0);
  }

  /** Deletes it and waits until another one is ready. */
  Pod replace() {
    String former = ready().getMetadata().getUid();
    cluster
        .client()
        .pods()
        .inNamespace(Cluster.SYSTEM_NAMESPACE)
        .withLabel("app.kubernetes.io/component", "operator")
        .delete();
    return Expectation.within(90, "another operator pod is ready")
        .of(
            this::all,
            pods ->
                pods.size() == 1
                    && !pods.get(0).getMetadata().getUid().equals(former)
                    && Readiness.isPodReady(pods.get(0)),
            List::toString)
        .get(0);
  }

  /**
   * From the start of its container until it became ready, in whole seconds as Kubernetes records
   * them.
   */
  static Duration startDuration(Pod pod) {
    Instant started =
        Instant.parse(
            pod.getStatus().getContainerStatuses().get(0).getState().getRunning().getStartedAt());
    Instant ready =
        pod.getStatus().getConditions().stream()
            .filter(condition -> condition.getType().equals("Ready"))
            .map(condition -> Instant.parse(condition.getLastTransitionTime()))
            .findFirst()
            .orElseThrow();
    return Duration.between(started, ready);
  }

  private List<Pod> all() {
    return cluster
        .client()
        .pods()
        .inNamespace(Cluster.SYSTEM_NAMESPACE)
        .withLabel("app.kubernetes.io/component", "operator")
        .list()
        .getItems();
  }
}
