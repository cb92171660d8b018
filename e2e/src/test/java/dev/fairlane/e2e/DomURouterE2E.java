package dev.fairlane.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlane.api.v1alpha1.Placement;
import dev.fairlane.api.v1alpha1.PlacementChange;
import dev.fairlane.api.v1alpha1.VirtualRouterStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A router runs in a pod of its own, changes its placement and comes back. */
@EndToEndTest
class DomURouterE2E {

  private static final String NAMESPACE = "e2e-domu";
  private static final String DOM_U = "placement: DomU";
  private static final String DOM0 = "placement: Dom0";

  private final Cluster cluster;
  private final Routers routers;
  private final Samples samples;
  private final Figures figures;
  private TenantNamespace namespace;

  DomURouterE2E(Cluster cluster, Figures figures) {
    this.cluster = cluster;
    this.routers = new Routers(cluster);
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
  void aRouterInItsOwnPodForwardsAndChangesItsPlacementWhileItsNeighbourLosesNothing() {
    RouterId own = namespace.router("own");
    SteadyTraffic neighbour = SteadyTraffic.start(samples.uplinkHost(), samples.customerHost(), 40);
    routers.apply(manifest(DOM_U));
    String forwarder = routers.awaitReady(own).forwarder();
    assertThat(podExists(forwarder)).isTrue();
    Host host = namespace.uplinkHost("192.0.2.20", "192.0.2.65");

    assertThat(host.traceroute("198.51.100.10")).contains(" 192.0.2.65 ", " 198.51.100.10 ");
    assertThat(host.ping("198.51.100.10", 100).replies()).hasSizeGreaterThan(95);
    IperfReport tcp = host.iperf(samples.customerHost(), 3);
    assertThat(tcp.error()).isEmpty();
    assertThat(tcp.receivedMegabits()).isPositive();
    IperfReport udp = host.iperf(samples.customerHost(), 3, "--udp", "--bitrate", "5M");
    assertThat(udp.error()).isEmpty();
    assertThat(udp.receivedMegabits()).isPositive();

    changes(own, host, DOM0, Placement.DOM0, "domu-to-dom0");
    Expectation.within(60, "the router's own pod is gone").holds(() -> !podExists(forwarder));
    changes(own, host, DOM_U, Placement.DOMU, "dom0-to-domu");

    routers.delete(own);
    Expectation.within(60, "the router's own pod is gone").holds(() -> !podExists(forwarder));
    neighbour.finish(120).assertUninterrupted("neighbour-of-a-changing-placement", figures);
  }

  /** The host's echo requests go on by the router in its new place. */
  private void changes(RouterId own, Host host, String placement, Placement to, String name) {
    DetachedCommand ping = host.startPing("198.51.100.10");
    routers.apply(manifest(placement));
    routers.awaitCondition(own, "Placed", "True");
    routers.awaitReady(own);
    VirtualRouterStatus status =
        routers.await(
            own,
            "tells its change of placement",
            30,
            router ->
                router.getStatus().lastChange() != null
                    && router.getStatus().lastChange().to() == to);
    PlacementChange change = status.lastChange();
    assertThat(host.ping("198.51.100.10", 50).replies()).isNotEmpty();
    PingLog log = PingLog.parse(ping.interrupt());

    figures.add(
        Figure.atMost(
            name + "-interruption",
            log.longestInterruption().toNanos() / 1e6,
            "ms",
            5000,
            "the status says at most %d ms".formatted(change.stoppedMillis())));
    assertThat(log.isAnsweredAtTheEnd()).isTrue();
    assertThat(log.repeated()).isZero();
    assertThat(change.macsChanged()).isTrue();
  }

  private boolean podExists(String name) {
    return cluster.client().pods().inNamespace(NAMESPACE).withName(name).get() != null;
  }

  private static String manifest(String placement) {
    return """
        apiVersion: fairlane.dev/v1alpha1
        kind: VirtualRouter
        metadata: {name: own, namespace: %s}
        spec:
          poolRef: {name: edge}
          %s
          interfaces:
          - {name: wan, network: uplink, addresses: [192.0.2.65/24]}
          - {name: lan, network: customers, addresses: [198.51.100.2/24]}
          forwarding:
            ipRouter: {}
        """
        .formatted(NAMESPACE, placement);
  }
}
