package dev.fairlane.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlane.api.v1alpha1.VirtualRouterStatus;
import io.fabric8.kubernetes.api.model.Condition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A wrong manifest is refused, or its router shows what is wrong; everybody else's traffic goes on.
 */
@EndToEndTest
class BadManifestE2E {

  private static final String NAMESPACE = "e2e-bad-manifest";

  private static final String WAN = "{name: wan, network: uplink, addresses: [192.0.2.9/24]}";
  private static final String LAN = "{name: lan, network: customers, addresses: [198.51.100.9/24]}";

  private final Cluster cluster;
  private final Routers routers;
  private final Samples samples;
  private final Figures figures;
  private TenantNamespace namespace;
  private SteadyTraffic traffic;

  BadManifestE2E(Cluster cluster, Figures figures) {
    this.cluster = cluster;
    this.routers = new Routers(cluster);
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
    traffic.finish(60).assertUninterrupted("neighbour-of-bad-manifests", figures);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
      {name: wan, network: uplink, addresses: [192.0.2.9/24], mtu: 9500} | spec.interfaces[0].mtu | 9000
      {name: wan, network: uplink, addresses: [198.51.100.7/25]}         | spec.interfaces        | overlap
      {name: lan, network: uplink, addresses: [192.0.2.9/24]}            | spec.interfaces        | Duplicate
      """)
  void theApiServerRefusesAWrongInterfaceAndNamesTheField(String wan, String field, String reason) {
    CommandResult result = cluster.apply(manifest("refused", "edge", wan, LAN));

    assertThat(result.exitCode()).isNotZero();
    assertThat(result.output()).contains(field).contains(reason);
    assertThat(routers.get(namespace.router("refused"))).isNull();
  }

  @Test
  void aRouterOfAnUnknownPoolIsNotAccepted() {
    assertCondition(
        manifest("lost", "nowhere", WAN, LAN), "lost", "Accepted", "PoolNotFound", "nowhere");
  }

  @Test
  void aRouterOnAnUnknownNetworkIsNotAccepted() {
    String wan = WAN.replace("uplink", "moon");
    assertCondition(
        manifest("lunar", "edge", wan, LAN),
        "lunar",
        "Accepted",
        "NetworkNotFound",
        "spec.interfaces[0].network");
  }

  @Test
  void aRouterOfANamespaceThatNoTenantSelectsIsNotAccepted() {
    try (TenantNamespace stranger = TenantNamespace.make(cluster, "e2e-stranger", "nobody")) {
      RouterId id = stranger.router("uninvited");
      routers.apply(manifest("uninvited", "edge", WAN, LAN).replace(NAMESPACE, stranger.name()));

      Condition accepted =
          Routers.condition(routers.awaitCondition(id, "Accepted", "False"), "Accepted");
      assertThat(accepted.getReason()).isEqualTo("NamespaceNotAllowed");
      assertThat(accepted.getMessage()).contains("spec.poolRef", stranger.name());
    }
  }

  @Test
  void aRouterForWhichNoAttachmentIsFreeIsAcceptedButNotPlaced() {
    String second = "{name: second, network: uplink, addresses: [203.0.113.129/25]}";
    assertCondition(
        manifest("crowded", "edge", WAN, second),
        "crowded",
        "Placed",
        "InsufficientAttachments",
        "uplink");
  }

  @Test
  void whatTheForwarderRefusesIsShownWithTheFieldOfTheManifest() {
    String wan = "{name: wan, network: uplink, addresses: [192.0.2.9/24], mtu: 9000}";
    assertCondition(
        manifest("wide", "edge", wan, LAN),
        "wide",
        "Accepted",
        "ConfigRefused",
        "spec.interfaces[0].mtu");
  }

  /** The router is shown the reason, within the words given, and goes again without a trace. */
  private void assertCondition(
      String manifest, String name, String type, String reason, String words) {
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
        """
        .formatted(name, NAMESPACE, pool, String.join(", ", interfaces));
  }
}
