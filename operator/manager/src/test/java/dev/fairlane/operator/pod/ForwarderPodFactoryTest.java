package dev.fairlane.operator.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlane.api.v1alpha1.ControlCore;
import dev.fairlane.api.v1alpha1.Cores;
import dev.fairlane.api.v1alpha1.CoresMode;
import dev.fairlane.api.v1alpha1.Device;
import dev.fairlane.api.v1alpha1.DomU;
import dev.fairlane.api.v1alpha1.ForwarderPoolSpec;
import dev.fairlane.api.v1alpha1.NetworkAttachmentReference;
import dev.fairlane.api.v1alpha1.NetworkKind;
import dev.fairlane.api.v1alpha1.Placement;
import dev.fairlane.api.v1alpha1.PoolNetwork;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.operator.model.PoolDevices;
import dev.fairlane.operator.model.Samples;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each file of the golden folder is the pod of one pool; a file without a pool is a failure. */
class ForwarderPodFactoryTest {

  private static final Path GOLDEN = Path.of("src", "test", "resources", "pods");

  private final ForwarderPodFactory factory =
      new ForwarderPodFactory(
          new PodSettings("forwarder:1", "IfNotPresent", "RuntimeDefault", 8443, 8080));

  @Test
  void makesThePodsOfTheGoldenFolder() throws IOException {
    Map<String, Pod> pods = new TreeMap<>();
    pods.put("one-shared-core.yaml", pod(factory, spec(1, ControlCore.SHARED, null)));
    pods.put(
        "dedicated-control-and-hugepages.yaml",
        pod(
            new ForwarderPodFactory(
                new PodSettings("forwarder:1", "Never", "fairlane/forwarder.json", 9443, 9080)),
            spec(3, ControlCore.DEDICATED, new Quantity("192Mi"))));
    pods.put("threads-on-shared-cores.yaml", pod(factory, shared(2, null)));
    pods.put("of-one-router.yaml", own(new DomU(null, new Quantity("1500m"))));
    pods.put("virtual-functions.yaml", functionsPod());

    for (Map.Entry<String, Pod> entry : pods.entrySet()) {
      Pod golden =
          Serialization.unmarshal(Files.readString(GOLDEN.resolve(entry.getKey())), Pod.class);
      assertThat(entry.getValue()).as(entry.getKey()).isEqualTo(golden);
    }
    assertThat(files()).isEqualTo(pods.keySet());
  }

  /** Two networks of one resource and one of another; no packet socket, so no capability. */
  private static Pod functionsPod() {
    ForwarderPoolSpec plain = spec(2, ControlCore.SHARED, new Quantity("192Mi"));
    var pool =
        new ForwarderPoolSpec(
            plain.nodeSelector(),
            plain.cores(),
            plain.hugepages(),
            plain.memory(),
            plain.buffersPerRouter(),
            plain.scheduler(),
            List.of(
                functions("uplink", "intel.com/vf_a", 2),
                functions("customers", "intel.com/vf_a", 1),
                functions("backup", "intel.com/vf_b", 1)),
            plain.tenants(),
            plain.rebalance());
    var forwarder = Samples.forwarderWith(1, PoolDevices.of(pool));
    return new ForwarderPodFactory(
            new PodSettings("forwarder:1", "Never", "fairlane/forwarder.json", 8443, 8080))
        .pod(forwarder, pool);
  }

  private static PoolNetwork functions(String name, String resource, int count) {
    return new PoolNetwork(
        name,
        NetworkKind.SRIOV,
        new NetworkAttachmentReference("fairlane-system", name),
        resource,
        count,
        null);
  }

  @Test
  void needsAnotherPodForOtherCoresOrAnotherImageButNotForOtherRouters() {
    String hash = hash(factory, spec(1, ControlCore.SHARED, null));

    assertThat(hash(factory, spec(2, ControlCore.SHARED, null))).isNotEqualTo(hash);
    assertThat(
            hash(
                new ForwarderPodFactory(
                    new PodSettings("forwarder:2", "IfNotPresent", "RuntimeDefault", 8443, 8080)),
                spec(1, ControlCore.SHARED, null)))
        .isNotEqualTo(hash);
    var router = Samples.bridge("edge", 1, Samples.NOW);
    Pod busy =
        factory.pod(
            Samples.forwarder(2, Samples.assigned(router, 0)), spec(1, ControlCore.SHARED, null));
    assertThat(busy.getMetadata().getAnnotations().get(ForwarderPodFactory.TEMPLATE_HASH))
        .isEqualTo(hash);
  }

  @Test
  void givesARouterTheCoresThatItAsksForAndKnowsWhenItAsksForOthers() {
    Pod two = own(new DomU(2, null));

    assertThat(two.getSpec().getContainers().get(0).getResources().getLimits())
        .containsEntry("cpu", new Quantity("2"))
        .containsEntry("hugepages-2Mi", new Quantity("192Mi"));
    assertThat(RouterWish.differs(two, two)).isFalse();
    assertThat(RouterWish.differs(two, own(new DomU(3, null)))).isTrue();
    assertThat(RouterWish.differs(two, own(new DomU(null, new Quantity("2"))))).isTrue();
    Pod shared = pod(factory, spec(1, ControlCore.SHARED, null));
    assertThat(RouterWish.differs(shared, pod(factory, spec(2, ControlCore.SHARED, null))))
        .isFalse();
  }

  @Test
  void asksForAPartOfTheSharedCpusThatCanBeChosen() {
    assertThat(cpu(shared(3, null))).isEqualTo(new Quantity("300m"));
    assertThat(cpu(shared(3, new Quantity("2")))).isEqualTo(new Quantity("2"));
  }

  @Test
  void attachesThePodToNoSyntheticNetwork() {
    var kernel =
        new PoolNetwork(
            "uplink",
            NetworkKind.KERNEL,
            new NetworkAttachmentReference("fairlane-system", "uplink"),
            1,
            null);
    var load = new PoolNetwork("load", NetworkKind.SYNTHETIC, null, 1, null);
    List<Device> devices =
        List.of(
            new Device("uplink-0", "uplink", NetworkKind.KERNEL),
            new Device("load-0", "load", NetworkKind.SYNTHETIC));

    assertThat(NetworkAnnotation.of(devices, List.of(kernel, load)))
        .isEqualTo(
            "[{\"name\":\"uplink\",\"namespace\":\"fairlane-system\",\"interface\":\"uplink-0\"}]");
  }

  private static Quantity cpu(ForwarderPoolSpec spec) {
    ResourceRequirements resources =
        new ForwarderPodFactory(new PodSettings("f:1", "Never", "RuntimeDefault", 1, 2))
            .pod(Samples.forwarder(1), spec)
            .getSpec()
            .getContainers()
            .get(0)
            .getResources();
    assertThat(resources.getLimits()).doesNotContainKey("cpu").containsKey("memory");
    return resources.getRequests().get("cpu");
  }

  private Pod own(DomU domU) {
    VirtualRouter router =
        Samples.placed(Samples.bridge("edge", 1, Samples.NOW), Placement.DOMU, domU);
    return factory.pod(
        Samples.ownForwarder(router, List.of()),
        spec(1, ControlCore.SHARED, new Quantity("192Mi")));
  }

  private static ForwarderPoolSpec shared(int threads, Quantity cpu) {
    return Samples.poolSpec(
        new Cores(CoresMode.SHARED, threads, ControlCore.SHARED, cpu), null, 100);
  }

  private static ForwarderPoolSpec spec(int count, ControlCore control, Quantity hugepages) {
    return Samples.poolSpec(new Cores(CoresMode.EXCLUSIVE, count, control, null), hugepages, 100);
  }

  private static Pod pod(ForwarderPodFactory factory, ForwarderPoolSpec spec) {
    return factory.pod(Samples.forwarder(1), spec);
  }

  private static String hash(ForwarderPodFactory factory, ForwarderPoolSpec spec) {
    return pod(factory, spec).getMetadata().getAnnotations().get(ForwarderPodFactory.TEMPLATE_HASH);
  }

  private static Set<String> files() throws IOException {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }
}
