package dev.fairlane.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A router comes, changes and goes, and nobody else's traffic notices. */
@EndToEndTest
class RouterLifeE2E {

  private static final String NAMESPACE = "e2e-router-life";

  /** Nobody's network: what is sent there shows which way the router sends it. */
  private static final String FAR_ADDRESS = "198.18.0.1";

  private final Cluster cluster;
  private final Routers routers;
  private final Pools pools;
  private final Samples samples;
  private final Figures figures;
  private TenantNamespace namespace;

  RouterLifeE2E(Cluster cluster, Figures figures) {
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

    routers.apply(manifest("192.0.2.65/24", 100, ""));
    routers.awaitReady(third);
    assertThat(pools.freeAttachments(Samples.POOL)).isNotEqualTo(freeBefore);
    Host host = namespace.uplinkHost("192.0.2.20", "192.0.2.65");
    assertThat(host.traceroute("198.51.100.10")).contains(" 192.0.2.65 ", " 198.51.100.10 ");
    assertThat(answerOfTheFarAddress(host)).contains("Destination Net Unreachable");

    routers.apply(manifest("192.0.2.65/24", 100, "{to: 198.18.0.0/15, via: 198.51.100.10}"));
    routers.awaitReady(third);
    assertThat(packetThatTheCustomerSees(host)).contains("192.0.2.20 > " + FAR_ADDRESS);

    routers.apply(manifest("192.0.2.66/24", 100, ""));
    routers.awaitReady(third);
    assertThat(samples.uplinkHost().ping("192.0.2.66", 10).lost()).isZero();
    assertThat(samples.uplinkHost().ping("192.0.2.65", 3).replies()).isEmpty();

    BigDecimal entitledBefore = new BigDecimal(routers.status(third).entitlement().entitledCores());
    routers.apply(manifest("192.0.2.66/24", 600, ""));
    routers.await(
        third,
        "is entitled to more",
        60,
        router ->
            new BigDecimal(router.getStatus().entitlement().entitledCores())
                    .compareTo(entitledBefore)
                > 0);
    routers.awaitReady(third);

    routers.delete(third);
    pools.await(
        Samples.POOL,
        "has as many free attachments as before",
        pool -> pools.freeAttachments(Samples.POOL).equals(freeBefore));
    assertThat(samples.uplinkHost().ping("192.0.2.66", 3).replies()).isEmpty();
    traffic.finish(60).assertUninterrupted("neighbour-of-a-changing-router", figures);
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
        """
        .formatted(NAMESPACE, weight, wan, routes);
  }

  private static String answerOfTheFarAddress(Host host) {
    return host.attempt("ping", "-n", "-c", "1", "-W", "2", FAR_ADDRESS).output();
  }

  /**
   * The first packet to the far address that the customer's host sees while the host sends some.
   */
  private String packetThatTheCustomerSees(Host host) {
    CompletableFuture<String> seen =
        CompletableFuture.supplyAsync(
            () ->
                samples
                    .customerHost()
                    .run(
                        "timeout",
                        "20",
                        "tcpdump",
                        "-Z",
                        "root",
                        "-l",
                        "-n",
                        "-i",
                        "net1",
                        "-c",
                        "1",
                        "icmp and dst host " + FAR_ADDRESS));
    Expectation.within(20, "the customer's host sees a packet to " + FAR_ADDRESS)
        .holds(
            () -> {
              answerOfTheFarAddress(host);
              return seen.isDone();
            });
    return seen.join();
  }
}
