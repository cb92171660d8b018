package dev.fairlane.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlane.testsupport.apiserver.ApiServer;
import dev.fairlane.testsupport.apiserver.ApiServerExtension;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Each first document in accepted/ is stored with the spec of the second, and the Java types lose
 * nothing of it.
 */
@ExtendWith(ApiServerExtension.class)
class AcceptedManifestsIT {

  private static final Map<String, Class<? extends HasMetadata>> TYPES =
      Map.of(
          "VirtualRouter", VirtualRouter.class,
          "ForwarderPool", ForwarderPool.class,
          "Forwarder", Forwarder.class);

  @TestFactory
  Stream<DynamicTest> storesWithItsDefaults(ApiServer server) {
    String namespace = server.newNamespace("accepted");
    return Manifests.in("accepted")
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString().replace(".yaml", "").replace('-', ' '),
                    () -> assertAccepted(server.client(), namespace, file)));
  }

  private static void assertAccepted(KubernetesClient client, String namespace, Path file) {
    String[] documents = Manifests.read(file).split("\n---\n");
    GenericKubernetesResource manifest = Manifests.parse(documents[0]);
    JsonNode expected = Serialization.unmarshal(documents[1], JsonNode.class);

    GenericKubernetesResource stored =
        client
            .genericKubernetesResources(manifest.getApiVersion(), manifest.getKind())
            .inNamespace(namespace)
            .resource(manifest)
            .create();
    HasMetadata typed =
        client
            .resources(TYPES.get(manifest.getKind()))
            .inNamespace(namespace)
            .withName(manifest.getMetadata().getName())
            .get();

    assertThat(tree(stored).get("spec")).isEqualTo(expected);
    assertThat(tree(typed).get("spec")).isEqualTo(expected);
  }

  private static JsonNode tree(HasMetadata object) {
    return Serialization.unmarshal(Serialization.asJson(object), JsonNode.class);
  }
}
