package dev.fairlane.testsupport.apiserver;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Fairlane's CRDs, taken from the class path, where the module with the API types puts its
 * committed YAML.
 */
final class CustomResourceDefinitions {

  private static final String FOLDER = "META-INF/fairlane/crds/";
  private static final List<String> FILES =
      List.of(
          "virtualrouters.fairlane.dev.yaml",
          "forwarderpools.fairlane.dev.yaml",
          "forwarders.fairlane.dev.yaml");
  private static final long ESTABLISHED_SECONDS = 60;

  private CustomResourceDefinitions() {}

  /** Applies those that are on the class path and waits until the API serves them. */
  static void install(KubernetesClient client) {
    for (String file : FILES) {
      try (InputStream in =
          CustomResourceDefinitions.class.getClassLoader().getResourceAsStream(FOLDER + file)) {
        if (in != null) {
          install(client, in);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file, e);
      }
    }
  }

  private static void install(KubernetesClient client, InputStream yaml) {
    var definitions = client.apiextensions().v1().customResourceDefinitions();
    CustomResourceDefinition definition = definitions.load(yaml).item();
    definitions.resource(definition).serverSideApply();
    definitions
        .resource(definition)
        .waitUntilCondition(
            CustomResourceDefinitions::isEstablished, ESTABLISHED_SECONDS, TimeUnit.SECONDS);
  }

  private static boolean isEstablished(CustomResourceDefinition definition) {
    return definition != null
        && definition.getStatus() != null
        && definition.getStatus().getConditions() != null
        && definition.getStatus().getConditions().stream()
            .anyMatch(c -> "Established".equals(c.getType()) && "True".equals(c.getStatus()));
  }
}
