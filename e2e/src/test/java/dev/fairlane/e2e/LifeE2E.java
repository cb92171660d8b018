package dev.fairlane.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlane.api.v1alpha1.ForwarderPool;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Pod;
import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Routers and pools come, change and go, and nobody else's traffic notices. */
@EndToEndTest
class LifeE2E {

  private static final String NAMESPACE = "e2e-life";

  /** Nobody's network: what is sent there shows which way the router sends it. */
  private static final String FAR_ADDRESS = "198.18.0.1";

  private final Cluster cluster;
  private final Routers routers;
  private final Pools pools;
  private final Samples samples;
  private final Figures figures;
  private TenantNamespace namespace;

  LifeE2E(Cluster cluster, Figures figures) {
    this.cluster = cluster;
    this.routers = new Routers(cluster);
    this.pools = new Pools(cluster);
    this.samples = new Samples(cluster);
    this.figures = figures;
  }

  @BeforeAll
  void makeNamespace() {
    namespace = TenantNamespace.make(cluster, NAMESPACE, "tenant-a");
  }

  @AfterAll
  void removeNamespace() {
    namespace.close();
  }

  @Test
  void aThirdRouterLivesItsWholeLifeAndItsNeighbourLosesNothing() {
    RouterId third = namespace.router("third");
    Map<String, Integer> freeBefore = pools.freeAttachments(Samples.POOL);
    SteadyTraffic traffic = SteadyTraffic.start(samples.uplinkHost(), samples.customerHost(), 40);

    routers.apply(manifest("192.0.2.2/24", 100, ""));
    routers.awaitReady(third);
    assertThat(pools.freeAttachments(Samples.POOL)).isNotEqualTo(freeBefore);
    Host host = hostBehind("192.0.2.2");
    assertThat(host.traceroute("198.51.100.10")).contains(" 192.0.2.2 ", " 198.51.100.10 ");
    assertThat(answerOfTheFarAddress(host)).contains("Destination Net Unreachable");

    routers.apply(manifest("192.0.2.2/24", 100, "{to: 198.18.0.0/15, via: 198.51.100.10}"));
    routers.awaitReady(third);
    assertThat(packetThatTheCustomerSees(host)).contains("192.0.2.20 > " + FAR_ADDRESS);

    routers.apply(manifest("192.0.2.3/24", 100, ""));
    routers.awaitReady(third);
    assertThat(samples.uplinkHost().ping("192.0.2.3", 10).lost()).isZero();
    assertThat(samples.uplinkHost().ping("192.0.2.2", 3).replies()).isEmpty();

    BigDecimal entitledBefore = new BigDecimal(routers.status(third).entitlement().entitledCores());
    routers.apply(manifest("192.0.2.3/24", 600, ""));
    routers.await(third, "is entitled to more", 60, router -> new BigDecimal(
        router.getStatus().entitlement().entitledCores()).compareTo(entitledBefore) > 0);
    routers.awaitReady(third);

    routers.delete(third);
    pools.await(Samples.POOL, "has as many free attachments as before",
        pool -> pools.freeAttachments(Samples.POOL).equals(freeBefore));
    assertThat(samples.uplinkHost().ping("192.0.2.3", 3).replies()).isEmpty();
    traffic.finish(60).assertUninterrupted("neighbour-of-a-changing-router", figures);
  }

  @Test
  void aSecondPoolWithoutAFreeCoreSaysWhyItWaitsAndLeavesNothingBehind() {
    cluster.apply("""
        apiVersion: fairlane.dev/v1alpha1
        kind: ForwarderPool
        metadata: {name: e2e-second}
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
        """).orThrow();

    ForwarderPool pool = pools.await("e2e-second", "has a pod that waits for a core",
        now -> now.getStatus() != null && pools.pods("e2e-second").size() == 1
            && ready(now).getMessage().contains("Insufficient cpu"));
    assertThat(ready(pool).getStatus()).isEqualTo("False");
    assertThat(pools.pods("e2e-second")).extracting(pod -> pod.getStatus().getPhase()).containsExactly("Pending");

    pools.delete("e2e-second");

    Pod pod = pools.readyPod(Samples.POOL);
    assertThat(pod.getStatus().getContainerStatuses().get(0).getReady()).isTrue();
  }

  private static Condition ready(ForwarderPool pool) {
    return pool.getStatus().conditions().stream().filter(each -> each.getType().equals("Ready")).findFirst()
        .orElseThrow();
  }

  private static String manifest(String wan, int weight, String routes) {
    return """
        apiVersion: fairlane.dev/v1alpha1
        kind: VirtualRouter
        metadata: {name: third, namespace: %s}
        spec:
          poolRef: {name: edge}
          entitlement: {weight: %d}
          interfaces:
          - {name: wan, network: uplink, addresses: [%s]}
          - {name: lan, network: customers, addresses: [198.51.100.2/24]}
          forwarding:
            ipRouter: {routes: [%s]}
        """.formatted(NAMESPACE, weight, wan, routes);
  }

  /** A host on the uplink that sends to the customers, and to the far address, by the given router. */
  private Host hostBehind(String router) {
    cluster.apply("""
        apiVersion: k8s.cni.cncf.io/v1
        kind: NetworkAttachmentDefinition
        metadata: {name: uplink-host, namespace: %1$s}
        spec:
          config: |
            {"cniVersion": "0.3.1", "name": "uplink", "type": "bridge", "bridge": "fl-uplink", "capabilities": {"ips": true},
             "ipam": {"type": "static", "routes": [{"dst": "198.51.100.0/24", "gw": "%2$s"}, {"dst": "198.18.0.0/15", "gw": "%2$s"}]}}
        ---
        apiVersion: v1
        kind: Pod
        metadata:
          name: host
          namespace: %1$s
          annotations:
            k8s.v1.cni.cncf.io/networks: '[{"name": "uplink-host", "ips": ["192.0.2.20/24"]}]'
        spec:
          terminationGracePeriodSeconds: 1
          automountServiceAccountToken: false
          containers:
          - name: host
            image: localhost/fairlane-tester:dev
            imagePullPolicy: IfNotPresent
            command: [iperf3, --server]
            securityContext:
              allowPrivilegeEscalation: false
              capabilities: {drop: [ALL], add: [NET_RAW]}
        """.formatted(NAMESPACE, router)).orThrow();
    Host host = new Host(cluster, NAMESPACE, "host", "192.0.2.20");
    Samples.awaitReady(host);
    return host;
  }

  private static String answerOfTheFarAddress(Host host) {
    return host.attempt("ping", "-n", "-c", "1", "-W", "2", FAR_ADDRESS).output();
  }

  /** The first packet to the far address that the customer's host sees while the host sends some. */
  private String packetThatTheCustomerSees(Host host) {
    CompletableFuture<String> seen = CompletableFuture.supplyAsync(() -> samples.customerHost().run(
        "timeout", "20", "tcpdump", "-l", "-n", "-i", "net1", "-c", "1", "icmp and dst host " + FAR_ADDRESS));
    Expectation.within(20, "the customer's host sees a packet to " + FAR_ADDRESS).holds(() -> {
      answerOfTheFarAddress(host);
      return seen.isDone();
    });
    return seen.join();
  }
}
