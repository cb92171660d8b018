package dev.fairlane.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.stream.Collectors;
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

    Expectation.within(60, "the forwarder says that its pod waits for a core")
        .of(
            () -> readyMessage(pools.forwarder(SECOND).getStatus().conditions()),
            message -> message.contains("Insufficient cpu"),
            message -> message);
    assertThat(readyMessage(pools.get(SECOND).getStatus().conditions()))
        .contains("No ready forwarder on " + pools.forwarder(SECOND).getSpec().nodeName());
    assertThat(pools.pods(SECOND))
        .extracting(pod -> pod.getStatus().getPhase())
        .containsExactly("Pending");
    assertThat(pools.readyPod(Samples.POOL).getStatus().getPhase()).isEqualTo("Running");

    pools.delete(SECOND);
  }

  private static String readyMessage(List<Condition> conditions) {
    return conditions.stream()
        .filter(condition -> condition.getType().equals("Ready"))
        .map(Condition::getMessage)
        .collect(Collectors.joining());
  }
}
