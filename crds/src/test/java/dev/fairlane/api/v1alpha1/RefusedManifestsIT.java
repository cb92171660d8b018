package dev.fairlane.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fairlane.testsupport.apiserver.ApiServerExtension;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each manifest in refused/ is refused with the message in its first line. */
@ExtendWith(ApiServerExtension.class)
class RefusedManifestsIT {

  private static final String EXPECTED = "# refused: ";
  private static final List<Integer> REFUSALS = List.of(400, 422);

  @TestFactory
  Stream<DynamicTest> refusesWithItsMessage(KubernetesClient client) {
    return Manifests.in("refused")
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString().replace(".yaml", "").replace('-', ' '),
                    () -> assertRefused(client, file)));
  }

  private static void assertRefused(KubernetesClient client, Path file) {
    String text = Manifests.read(file);
    String firstLine = text.lines().findFirst().orElse("");
    assertThat(firstLine).startsWith(EXPECTED).hasSizeGreaterThan(EXPECTED.length());
    GenericKubernetesResource manifest = Manifests.parse(text);

    KubernetesClientException refusal =
        catchThrowableOfType(
            KubernetesClientException.class,
            () ->
                client
                    .genericKubernetesResources(manifest.getApiVersion(), manifest.getKind())
                    .inNamespace("default")
                    .resource(manifest)
                    .fieldValidation(Validation.STRICT)
                    .create());

    assertThat(refusal).as("refusal of %s", file.getFileName()).isNotNull();
    assertThat(REFUSALS).contains(refusal.getCode());
    assertThat(refusal)
        .as("refusal of %s", file.getFileName())
        .hasMessageContaining(firstLine.substring(EXPECTED.length()));
  }
}
