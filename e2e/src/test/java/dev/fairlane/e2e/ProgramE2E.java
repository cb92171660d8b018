package dev.fairlane.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A router runs an eBPF program of a ConfigMap, and another one when the ConfigMap changes. */
@EndToEndTest
class ProgramE2E {

  private static final String NAMESPACE = "e2e-program";

  /** r6 = r1; r0 = 1; exit. */
  private static final String PASS = "vxYAAAAAAAC3AAAAAQAAAJUAAAAAAAAA";

  /** r6 = r1; r0 = 0; exit. */
  private static final String REJECT = "vxYAAAAAAAC3AAAAAAAAAJUAAAAAAAAA";

  private final Cluster cluster;
  private final Routers routers;
  private final Pools pools;
  private final Samples samples;
  private TenantNamespace namespace;

  ProgramE2E(Cluster cluster) {
    this.cluster = cluster;
    this.routers = new Routers(cluster);
    this.pools = new Pools(cluster);
    this.samples = new Samples(cluster);
  }

  @BeforeAll
  void makeNamespace() {
    namespace = TenantNamespace.make(cluster, NAMESPACE, "tenant-a");
  }

  @AfterAll
  void removeNamespace() {
    namespace.close();
  }

  /** What reaches the router are a neighbour's questions for an address that nobody has. */
  @Test
  void aChangedConfigMapChangesWhatBecomesOfPackets() throws Exception {
    RouterId id = namespace.router("guard");
    routers.apply(manifest());
    assertThat(
            Routers.condition(routers.awaitCondition(id, "Accepted", "False"), "Accepted")
                .getReason())
        .isEqualTo("ParameterNotFound");

    cluster.apply(program(PASS)).orThrow();
    routers.awaitReady(id);
    JsonNode passing = await(id, "packets pass", router -> passed(router) > 0);
    assertThat(rejected(passing)).isZero();

    cluster.apply(program(REJECT)).orThrow();
    JsonNode rejecting = await(id, "packets are rejected", router -> rejected(router) > 0);
    assertThat(rejecting.path("generation")).isEqualTo(passing.path("generation"));
    assertThat(rejecting.path("release")).isNotEqualTo(passing.path("release"));
    assertThat(passed(rejecting)).isZero();
    routers.awaitReady(id);
  }

  private JsonNode await(RouterId id, String text, Predicate<JsonNode> holds) {
    return Expectation.within(60, text)
        .of(
            () -> {
              samples.uplinkHost().attempt("ping", "-c", "1", "-W", "1", "192.0.2.250");
              return router(id);
            },
            holds,
            JsonNode::toString);
  }

  private JsonNode router(RouterId id) throws Exception {
    JsonNode report = pools.control(Samples.POOL).get("/v1/report").body();
    for (JsonNode each : report.path("routers")) {
      if (each.path("name").asText().equals(id.namespace() + "/" + id.name())) {
        return each;
      }
    }
    return null;
  }

  private static long passed(JsonNode router) {
    long packets = 0;
    for (JsonNode element : router.path("elements")) {
      if (element.path("name").asText().equals("passed")) {
        packets += element.at("/counters/packets").asLong();
      }
    }
    return packets;
  }

  private static long rejected(JsonNode router) {
    long packets = 0;
    for (JsonNode path : router.path("paths")) {
      packets += path.at("/drops/bpf_classifier_rejected").asLong();
    }
    return packets;
  }

  private static String program(String instructions) {
    return """
        apiVersion: v1
        kind: ConfigMap
        metadata:
          name: programs
          namespace: %s
          labels: {fairlane.dev/click-parameters: "true"}
        binaryData: {guard.bin: %s}
        """
        .formatted(NAMESPACE, instructions);
  }

  private static String manifest() {
    return """
        apiVersion: fairlane.dev/v1alpha1
        kind: VirtualRouter
        metadata: {name: guard, namespace: %s}
        spec:
          poolRef: {name: edge}
          interfaces:
          - {name: wan, network: uplink}
          - {name: lan, network: customers}
          forwarding:
            click: |
              FromDevice(wan) -> BPFClassifier($program) -> passed :: Counter -> Discard;
              FromDevice(lan) -> Discard;
            clickParameters:
            - {name: program, configMapKeyRef: {name: programs, key: guard.bin}}
        """
        .formatted(NAMESPACE);
  }
}
