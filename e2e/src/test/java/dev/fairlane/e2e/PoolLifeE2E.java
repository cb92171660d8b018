package dev.fairlane.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlane.api.v1alpha1.ForwarderPool;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A pool comes and goes beside another one. */
@EndToEndTest
class PoolLifeE2E {

  private static final String SECOND = "e2e-second";

  private final Cluster cluster;
  private final Pools pools;

  PoolLifeE2E(Cluster cluster) {
    this.cluster = cluster;
    this.pools = new Pools(cluster);
  }

  @AfterAll
  void removePool() {
    pools.delete(SECOND);
  }

  @Test
  void aSecondPoolWithoutAFreeCoreSaysWhyItWaitsAndLeavesNothingBehind() {
    cluster
        .apply(
            """
        apiVersion: fairlane.dev/v1alpha1
        kind: ForwarderPool
        metadata: {name: %s}
        spec:
          nodeSelector: {kubernetes.io/os: linux}
          cores: {mode: Exclusive, count: 1}
          networks:
          - name: uplink
            kind: Kernel
            networkAttachmentDefinition: {namespace: fairlane-system, name: uplink}
            attachmentsPerDom0: 1
          tenants:
          - namespaceSelector: {}
        """
                .formatted(SECOND))
        .orThrow();

    pools.await(
        SECOND,
        "says that its pod waits for a core",
        pool -> message(pool).contains("Insufficient cpu"));
    assertThat(pools.pods(SECOND))
        .extracting(pod -> pod.getStatus().getPhase())
        .containsExactly("Pending");
    assertThat(pools.readyPod(Samples.POOL).getStatus().getPhase()).isEqualTo("Running");

    pools.delete(SECOND);
  }

  /** The message of the condition Ready; empty when there is none. */
  private static String message(ForwarderPool pool) {
    return Optional.ofNullable(pool.getStatus()).stream()
        .flatMap(status -> status.conditions().stream())
        .filter(condition -> condition.getType().equals("Ready"))
        .map(Condition::getMessage)
        .findFirst()
        .orElse("");
  }
}
