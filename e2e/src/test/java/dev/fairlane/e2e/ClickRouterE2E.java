package dev.fairlane.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlane.api.v1alpha1.VirtualRouterStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A router of Click elements does what they say, and one with a mistake shows where it is. */
@EndToEndTest
class ClickRouterE2E {

  private static final String NAMESPACE = "e2e-click";

  private final Cluster cluster;
  private final Routers routers;
  private final Pools pools;
  private final Samples samples;
  private final Figures figures;
  private TenantNamespace namespace;

  ClickRouterE2E(Cluster cluster, Figures figures) {
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

  /** Nobody serves the ports: an answer is a refusal by the host, silence is the firewall. */
  @Test
  void theSampleFirewallShutsOnePortFromOneSide() throws Exception {
    Host outside = samples.outsideHost();
    Host inside = samples.insideHost();
    long refusedBefore = refusedPackets();

    assertThat(connect(outside, inside, 8080)).contains("timed out");
    assertThat(connect(outside, inside, 8081)).contains("refused");
    assertThat(connect(inside, outside, 8080)).contains("refused");
    assertThat(refusedPackets()).isGreaterThan(refusedBefore);
  }

  @Test
  void aGraphWithAMistakeShowsItsPlaceAndTheFormerGoesOn() throws Exception {
    RouterId id = namespace.router("counted");
    routers.apply(manifest("Counter"));
    routers.awaitReady(id);
    SteadyTraffic traffic = SteadyTraffic.start(samples.outsideHost(), samples.insideHost(), 20);
    JsonNode former = applied(id);

    routers.apply(manifest("Conter"));
    VirtualRouterStatus status = routers.awaitCondition(id, "Accepted", "False");

    assertThat(Routers.condition(status, "Accepted").getReason()).isEqualTo("GraphRefused");
    assertThat(Routers.condition(status, "Accepted").getMessage())
        .isEqualTo(
            "spec.forwarding.click: line 1, column 20: There is no element or element class \"Conter\"."
                + " Did you mean \"Counter\"?");
    assertThat(applied(id)).isEqualTo(former);

    routers.apply(manifest("again :: Counter"));
    routers.awaitReady(id);
    assertThat(applied(id).toString()).contains("\"again\"");
    routers.delete(id);
    traffic.finish(60).assertUninterrupted("neighbour-of-a-broken-graph", figures);
  }

  private static String connect(Host from, Host to, int port) {
    return from.attempt(
            "socat",
            "-u",
            "OPEN:/dev/null",
            "TCP:%s:%d,connect-timeout=2".formatted(to.address(), port))
        .output();
  }

  private long refusedPackets() throws Exception {
    return element(
            router(pools.control(Samples.POOL).get("/v1/report").body(), Samples.CLICK), "refused")
        .at("/counters/packets")
        .asLong();
  }

  private JsonNode applied(RouterId id) throws Exception {
    return router(pools.control(Samples.POOL).get("/v1/config").body(), id).path("forwarding");
  }

  private static JsonNode router(JsonNode document, RouterId id) {
    return named(document.path("routers"), id.namespace() + "/" + id.name());
  }

  private static JsonNode element(JsonNode router, String name) {
    return named(router.path("elements"), name);
  }

  private static JsonNode named(JsonNode list, String name) {
    for (JsonNode each : list) {
      if (each.path("name").asText().equals(name)) {
        return each;
      }
    }
    throw new AssertionError("there is no " + name + " in " + list);
  }

  private static String manifest(String element) {
    return """
        apiVersion: fairlane.dev/v1alpha1
        kind: VirtualRouter
        metadata: {name: counted, namespace: %s}
        spec:
          poolRef: {name: edge}
          interfaces:
          - {name: wan, network: uplink}
          - {name: lan, network: customers}
          forwarding:
            click: |
              FromDevice(wan) -> %s -> Discard;
              FromDevice(lan) -> Discard;
        """
        .formatted(NAMESPACE, element);
  }
}
