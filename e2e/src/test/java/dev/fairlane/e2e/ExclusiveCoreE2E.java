package dev.fairlane.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fairlane.api.v1alpha1.ForwarderStatus;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The forwarder owns its core and little else; the operator is small. */
@EndToEndTest
class ExclusiveCoreE2E {

  private static final long CAP_NET_RAW = 1L << 13;

  private final Cluster cluster;
  private final Pools pools;
  private final Figures figures;

  ExclusiveCoreE2E(Cluster cluster, Figures figures) {
    this.cluster = cluster;
    this.pools = new Pools(cluster);
    this.figures = figures;
  }

  @Test
  void theCoreThatStatusShowsIsTheOneThatTheKubeletGaveAndTheKernelEnforces() throws IOException {
    Pod pod = pools.readyPod(Samples.POOL);
    ForwarderStatus status = pools.forwarder(Samples.POOL).getStatus();

    assertThat(status.cpus()).matches("\\d+");
    assertThat(kubeletAssignment(pod)).isEqualTo(status.cpus());
    assertThat(NodeProcess.of(pod).allowedCpus()).containsExactly(status.cpus());
    assertThat(
            pod.getSpec().getContainers().get(0).getResources().getLimits().get("cpu").getAmount())
        .isEqualTo("1");
    assertThat(status.workers())
        .singleElement()
        .satisfies(worker -> assertThat(worker.cpu()).asString().isEqualTo(status.cpus()));
    Routers routers = new Routers(cluster);
    for (RouterId id : List.of(Samples.IP_ROUTER, Samples.BRIDGE)) {
      routers.await(
          id, "shows that core", 60, router -> status.cpus().equals(router.getStatus().cores()));
    }
  }

  @Test
  void noOtherPodMayRunOnTheCore() {
    String core = pools.forwarder(Samples.POOL).getStatus().cpus();
    List<Pod> others =
        cluster.client().pods().inAnyNamespace().list().getItems().stream()
            .filter(pod -> pod.getStatus().getPhase().equals("Running"))
            .filter(
                pod ->
                    !pod.getMetadata()
                        .getName()
                        .equals(pools.readyPod(Samples.POOL).getMetadata().getName()))
            .toList();

    assertThat(others).hasSizeGreaterThan(3);
    assertThat(others)
        .allSatisfy(
            pod ->
                assertThat(NodeProcess.of(pod).allowedCpus())
                    .as(pod.getMetadata().getName())
                    .doesNotContain(core));
  }

  @Test
  void theForwarderPodIsGuaranteedAndMayDoNothingButRawSockets() {
    Pod pod = pools.readyPod(Samples.POOL);
    Container container = pod.getSpec().getContainers().get(0);
    NodeProcess process = NodeProcess.of(pod);

    assertThat(pod.getStatus().getQosClass()).isEqualTo("Guaranteed");
    assertThat(pod.getSpec().getInitContainers()).isEmpty();
    assertThat(pod.getSpec().getAutomountServiceAccountToken()).isFalse();
    assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
    assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
    assertThat(process.userIds()).doesNotContain("0");
    assertThat(process.boundingCapabilities()).isEqualTo(CAP_NET_RAW);
  }

  @Test
  void theOperatorIsReadyWithinTenSecondsOfItsStartAndStaysSmall() {
    Pod pod = new OperatorPod(cluster).replace();

    double seconds = OperatorPod.startDuration(pod).toSeconds();
    double mebibytes = NodeProcess.of(pod).peakMebibytes();
    figures.add(
        Figure.atMost(
            "operator-start", seconds, "s", 10, "container started to pod Ready, whole seconds"));
    figures.add(
        Figure.atMost(
            "operator-memory", mebibytes, "MiB", 256, "peak resident memory after its start"));
    assertThat(seconds).isLessThanOrEqualTo(10);
    assertThat(mebibytes).isLessThan(256);
    Container container = pod.getSpec().getContainers().get(0);
    assertThat(container.getResources().getLimits().get("memory")).hasToString("256Mi");
    assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
    assertThat(NodeProcess.of(pod).userIds()).doesNotContain("0");
  }

  /** What the kubelet's static CPU manager noted for the pod's container. */
  private String kubeletAssignment(Pod pod) throws IOException {
    Path file = cluster.root().resolve(".fairlane/kubelet/cpu_manager_state");
    ObjectMapper json = new ObjectMapper();
    JsonNode state = json.readTree(json.readTree(file.toFile()).path("data").asText());
    assertThat(state.path("policyName").asText()).isEqualTo("static");
    return state.path("entries").path(pod.getMetadata().getUid()).path("forwarder").asText();
  }
}
