package dev.fairlane.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Secret;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/**
 * A forwarder that runs takes nothing that is wrong and nothing from strangers, and goes on as it
 * was.
 */
@EndToEndTest
class ControlInterfaceE2E {

  /** The Secret with the certificate by which forwarders know the operator. */
  private static final String OPERATOR = "fairlane-operator-client";

  private final Cluster cluster;
  private final Pools pools;
  private final Samples samples;
  private final Figures figures;

  ControlInterfaceE2E(Cluster cluster, Figures figures) {
    this.cluster = cluster;
    this.pools = new Pools(cluster);
    this.samples = new Samples(cluster);
    this.figures = figures;
  }

  @Test
  void theForwarderRefusesABrokenDocumentWholeAndNamesEachMistake() throws Exception {
    ControlClient client = client(TlsIdentity.of(secret(OPERATOR)));
    JsonNode applied = client.get("/v1/config").body();
    ObjectNode broken = applied.deepCopy();
    broken.put("generation", applied.get("generation").asLong() + 1);
    ((ObjectNode) broken.at("/routers/0/interfaces/0")).put("mtu", 9500);
    ((ObjectNode) broken.at("/routers/1/paths/1")).put("worker", 77);
    SteadyTraffic traffic = SteadyTraffic.start(samples.uplinkHost(), samples.customerHost(), 5);

    ControlClient.Answer answer = client.put("/v1/config", broken);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().get("problems"))
        .extracting(problem -> problem.get("path").asText())
        .contains("routers[0].interfaces[0].mtu", "routers[1].paths[1].worker");
    assertThat(answer.body().get("problems"))
        .allSatisfy(problem -> assertThat(problem.get("reason").asText()).isNotBlank());
    assertThat(client.get("/v1/config").body()).isEqualTo(applied);
    assertThat(client.get("/v1/report").body().get("generation"))
        .isEqualTo(applied.get("generation"));
    traffic.finish(60).assertUninterrupted("broken-document", figures);
  }

  @Test
  void theForwarderTakesOrdersFromNobodyButTheOperator() throws Exception {
    String forwarder = pools.forwarder(Samples.POOL).getMetadata().getName();
    ControlClient anonymous = client(TlsIdentity.anonymous(secret(OPERATOR)));
    ControlClient another = client(TlsIdentity.of(secret(forwarder)));

    assertThat(client(TlsIdentity.of(secret(OPERATOR))).get("/v1/topology").status())
        .isEqualTo(200);
    assertThatThrownBy(() -> anonymous.get("/v1/topology")).isInstanceOf(IOException.class);
    assertThat(another.get("/v1/topology").status()).isEqualTo(403);
  }

  private ControlClient client(TlsIdentity identity) {
    return new ControlClient(pools.forwarder(Samples.POOL), identity);
  }

  private Secret secret(String name) {
    return cluster.client().secrets().inNamespace(Cluster.SYSTEM_NAMESPACE).withName(name).get();
  }
}
