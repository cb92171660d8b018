package dev.fairlane.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fairlane.api.v1alpha1.VirtualRouterStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong is refused or named, and everybody else goes on. */
@EndToEndTest
class BadInputE2E {

  private static final String NAMESPACE = "e2e-bad-input";
  private static final String CLIENT_SECRET = "fairlane-operator-client";

  private static final String WAN = "{name: wan, network: uplink, addresses: [192.0.2.9/24]}";
  private static final String LAN = "{name: lan, network: customers, addresses: [198.51.100.9/24]}";

  private final Cluster cluster;
  private final Routers routers;
  private final Pools pools;
  private final Samples samples;
  private final Figures figures;
  private TenantNamespace namespace;
  private SteadyTraffic traffic;

  BadInputE2E(Cluster cluster, Figures figures) {
    this.cluster = cluster;
    this.routers = new Routers(cluster);
    this.pools = new Pools(cluster);
    this.samples = new Samples(cluster);
    this.figures = figures;
  }

  @BeforeAll
  void startTraffic() {
    namespace = TenantNamespace.make(cluster, NAMESPACE, "tenant-a");
    traffic = SteadyTraffic.start(samples.uplinkHost(), samples.customerHost(), 30);
  }

  @AfterAll
  void nothingOfItInterruptsTheOthers() {
    namespace.close();
    traffic.finish(60).assertUninterrupted("neighbour-of-bad-input", figures);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      {name: wan, network: uplink, addresses: [192.0.2.9/24], mtu: 9500} | spec.interfaces[0].mtu       | 9000
      {name: wan, network: uplink, addresses: [192.0.2.256/24]}          | spec.interfaces[0].addresses | IPv4
      {name: wan, network: uplink}                                       | spec.interfaces              | needs an address
      {name: wan, network: uplink, addresses: [198.51.100.7/25]}         | spec.interfaces              | overlap
      {name: lan, network: uplink, addresses: [192.0.2.9/24]}            | spec.interfaces              | Duplicate
      {name: wan, network: Uplink, addresses: [192.0.2.9/24]}            | spec.interfaces[0].network   | should match
      """)
  void theApiServerRefusesAWrongInterfaceAndNamesTheField(String wan, String field, String reason) {
    CommandResult result = cluster.apply(manifest("refused", "edge", wan, LAN));

    assertThat(result.exitCode()).isNotZero();
    assertThat(result.output()).contains(field).contains(reason);
    assertThat(routers.get(namespace.router("refused"))).isNull();
  }

  @Test
  void aRouterOfAnUnknownPoolIsNotAccepted() {
    assertCondition(manifest("lost", "nowhere", WAN, LAN), "lost", "Accepted", "PoolNotFound", "nowhere");
  }

  @Test
  void aRouterOnAnUnknownNetworkIsNotAccepted() {
    String wan = WAN.replace("uplink", "moon");
    assertCondition(
        manifest("lunar", "edge", wan, LAN), "lunar", "Accepted", "NetworkNotFound", "spec.interfaces[0].network");
  }

  @Test
  void aRouterOfANamespaceThatNoTenantSelectsIsNotAccepted() {
    try (TenantNamespace stranger = TenantNamespace.make(cluster, "e2e-stranger", "nobody")) {
      RouterId id = stranger.router("uninvited");
      routers.apply(manifest("uninvited", "edge", WAN, LAN).replace(NAMESPACE, stranger.name()));

      Condition accepted = Routers.condition(routers.awaitCondition(id, "Accepted", "False"), "Accepted");
      assertThat(accepted.getReason()).isEqualTo("NamespaceNotAllowed");
      assertThat(accepted.getMessage()).contains("spec.poolRef", stranger.name());
    }
  }

  @Test
  void aRouterForWhichNoAttachmentIsFreeIsAcceptedButNotPlaced() {
    String second = "{name: second, network: uplink, addresses: [203.0.113.129/25]}";
    assertCondition(
        manifest("crowded", "edge", WAN, second), "crowded", "Placed", "InsufficientAttachments", "uplink");
  }

  @Test
  void whatTheForwarderRefusesIsShownWithTheFieldOfTheManifest() {
    String wan = "{name: wan, network: uplink, addresses: [192.0.2.9/24], mtu: 9000}";
    assertCondition(
        manifest("wide", "edge", wan, LAN), "wide", "Accepted", "ConfigRefused", "spec.interfaces[0].mtu");
  }

  @Test
  void theForwarderRefusesABrokenDocumentWholeAndNamesEachMistake() throws Exception {
    ControlClient client = client(TlsIdentity.of(secret(CLIENT_SECRET)));
    JsonNode applied = client.get("/v1/config").body();
    ObjectNode broken = applied.deepCopy();
    broken.put("generation", applied.get("generation").asLong() + 1);
    ((ObjectNode) broken.at("/routers/0/interfaces/0")).put("mtu", 9500);
    ((ObjectNode) broken.at("/routers/1/paths/1")).put("worker", 77);

    ControlClient.Answer answer = client.put("/v1/config", broken);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().get("problems")).extracting(problem -> problem.get("path").asText())
        .contains("routers[0].interfaces[0].mtu", "routers[1].paths[1].worker");
    assertThat(answer.body().get("problems")).allSatisfy(
        problem -> assertThat(problem.get("reason").asText()).isNotBlank());
    assertThat(client.get("/v1/config").body()).isEqualTo(applied);
    assertThat(client.get("/v1/report").body().get("generation")).isEqualTo(applied.get("generation"));
  }

  @Test
  void theForwarderTakesOrdersFromNobodyButTheOperator() throws Exception {
    String forwarder = pools.forwarder(Samples.POOL).getMetadata().getName();
    ControlClient anonymous = client(TlsIdentity.anonymous(secret(CLIENT_SECRET)));
    ControlClient another = client(TlsIdentity.of(secret(forwarder)));

    assertThat(client(TlsIdentity.of(secret(CLIENT_SECRET))).get("/v1/topology").status()).isEqualTo(200);
    assertThatThrownBy(() -> anonymous.get("/v1/topology")).isInstanceOf(IOException.class);
    assertThat(another.get("/v1/topology").status()).isEqualTo(403);
  }

  /** The router is shown the reason, within the words given, and goes again without a trace. */
  private void assertCondition(String manifest, String name, String type, String reason, String words) {
    RouterId id = namespace.router(name);
    routers.apply(manifest);

    VirtualRouterStatus status = routers.awaitCondition(id, type, "False");
    assertThat(Routers.condition(status, type).getReason()).isEqualTo(reason);
    assertThat(Routers.condition(status, type).getMessage()).contains(words);
    assertThat(Routers.condition(status, "Ready").getStatus()).isEqualTo("False");
    routers.delete(id);
  }

  private static String manifest(String name, String pool, String... interfaces) {
    return """
        apiVersion: fairlane.dev/v1alpha1
        kind: VirtualRouter
        metadata: {name: %s, namespace: %s}
        spec:
          poolRef: {name: %s}
          interfaces: [%s]
          forwarding: {ipRouter: {}}
        """.formatted(name, NAMESPACE, pool, String.join(", ", interfaces));
  }

  private ControlClient client(TlsIdentity identity) {
    return new ControlClient(pools.forwarder(Samples.POOL), identity);
  }

  private Secret secret(String name) {
    return cluster.client().secrets().inNamespace(Cluster.SYSTEM_NAMESPACE).withName(name).get();
  }
}
