package dev.fairlane.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlane.testsupport.apiserver.ApiServer;
import dev.fairlane.testsupport.apiserver.ApiServerExtension;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A Forwarder is one pod on one node: its assignment changes, its place does not. */
@ExtendWith(ApiServerExtension.class)
class ForwarderChangesIT {

  @Test
  void refusesAnotherNode(ApiServer server) {
    Resource<Forwarder> forwarder = create(server);

    assertThatThrownBy(() -> forwarder.edit(old -> with(old, "node-b", List.of())))
        .hasMessageContaining(
            "poolRef, nodeName and role never change: delete the Forwarder instead");
  }

  @Test
  void acceptsAnotherAssignmentAndRaisesTheGeneration(ApiServer server) {
    Resource<Forwarder> forwarder = create(server);

    Forwarder changed =
        forwarder.edit(
            old ->
                with(old, "node-a", List.of(new Device("uplink-0", "uplink", NetworkKind.KERNEL))));

    assertThat(changed.getMetadata().getGeneration()).isEqualTo(2);
    assertThat(changed.getSpec().devices()).hasSize(1);
  }

  private static Resource<Forwarder> create(ApiServer server) {
    Forwarder forwarder = new Forwarder();
    forwarder.setMetadata(new ObjectMetaBuilder().withName("pool-node-a").build());
    String namespace = server.newNamespace("forwarder");
    Resource<Forwarder> resource =
        server.client().resource(with(forwarder, "node-a", List.of())).inNamespace(namespace);
    resource.create();
    return server
        .client()
        .resources(Forwarder.class)
        .inNamespace(namespace)
        .withName("pool-node-a");
  }

  private static Forwarder with(Forwarder forwarder, String node, List<Device> devices) {
    forwarder.setSpec(
        new ForwarderSpec(
            new PoolReference("pool"), node, ForwarderRole.DOM0, devices, 1024, null, List.of()));
    return forwarder;
  }
}
