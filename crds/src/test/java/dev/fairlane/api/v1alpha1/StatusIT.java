package dev.fairlane.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlane.testsupport.apiserver.ApiServer;
import dev.fairlane.testsupport.apiserver.ApiServerExtension;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Status goes through server-side apply unchanged, and people see it in the columns of kubectl get.
 */
@ExtendWith(ApiServerExtension.class)
class StatusIT {

  private static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager("test")
          .withForce(true)
          .build();

  private static final VirtualRouterStatus STATUS =
      new VirtualRouterStatus(
          1L,
          List.of(ready()),
          "node-a",
          "pool-node-a",
          List.of(new InterfaceStatus("west", "uplink-0", "02:00:00:00:00:01")),
          new EntitlementStatus("0.25", "0.3", "0.2", "0.1"),
          List.of(new PathStatus("west", 3, 0, 510L, 120_000L, 0L, "Forwarding", List.of("east"))),
          "3",
          120_000L,
          510L);

  @Test
  void appliedStatusIsStoredWhole(ApiServer server) {
    String namespace = server.newNamespace("status");
    createBridge(server.client(), namespace);

    VirtualRouter stored = applyStatus(server.client(), namespace);

    assertThat(stored.getStatus()).isEqualTo(STATUS);
  }

  @Test
  void columnsShowWhatTheRouterDoes(ApiServer server) {
    String namespace = server.newNamespace("columns");
    createBridge(server.client(), namespace);
    applyStatus(server.client(), namespace);

    JsonNode table =
        Serialization.unmarshal(
            KubectlTable.of(
                server, "/apis/fairlane.dev/v1alpha1/namespaces/" + namespace + "/virtualrouters"),
            JsonNode.class);

    List<String> names = new ArrayList<>();
    table.get("columnDefinitions").forEach(column -> names.add(column.get("name").asText()));
    assertThat(names)
        .containsExactly(
            "Name",
            "Pool",
            "Ready",
            "Node",
            "Core",
            "Entitled",
            "Received",
            "Rate",
            "Cycles/Packet",
            "Age");
    List<String> cells = new ArrayList<>();
    table.get("rows").get(0).get("cells").forEach(cell -> cells.add(cell.asText()));
    assertThat(cells.subList(0, 9))
        .containsExactly("bridge", "pool", "True", "node-a", "3", "0.25", "0.1", "120000", "510");
  }

  private static void createBridge(KubernetesClient client, String namespace) {
    VirtualRouter router = new VirtualRouter();
    router.setMetadata(new ObjectMetaBuilder().withName("bridge").build());
    router.setSpec(
        new VirtualRouterSpec(
            new PoolReference("pool"),
            null,
            null,
            List.of(
                new RouterInterface("west", "uplink", null, null),
                new RouterInterface("east", "uplink", null, null)),
            new Forwarding(new Bridge(), null, null)));
    client.resource(router).inNamespace(namespace).create();
  }

  private static VirtualRouter applyStatus(KubernetesClient client, String namespace) {
    VirtualRouter fresh = new VirtualRouter();
    fresh.setMetadata(new ObjectMetaBuilder().withName("bridge").withNamespace(namespace).build());
    fresh.setStatus(STATUS);
    return client.resource(fresh).subresource("status").patch(APPLY);
  }

  private static Condition ready() {
    return new ConditionBuilder()
        .withType("Ready")
        .withStatus("True")
        .withReason("Forwarding")
        .withMessage("All paths forward.")
        .withObservedGeneration(1L)
        .withLastTransitionTime("2026-01-01T00:00:00Z")
        .build();
  }
}
