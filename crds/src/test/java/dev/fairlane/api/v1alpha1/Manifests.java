package dev.fairlane.api.v1alpha1;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The manifests in a folder of the test resources. */
final class Manifests {

  private static final Path RESOURCES = Path.of("src/test/resources");

  private Manifests() {}

  /**
   * All files of {@code folder}: whatever lies there is used.
   *
   * @throws IllegalArgumentException when a name is not a sentence in kebab case that ends with
   *     .yaml
   */
  static Stream<Path> in(String folder) {
    try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
      return files.sorted().peek(Manifests::requireSentence).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** As it is written, unknown fields included. */
  static GenericKubernetesResource parse(String yaml) {
    return Serialization.unmarshal(yaml, GenericKubernetesResource.class);
  }

  private static void requireSentence(Path file) {
    if (!file.getFileName().toString().matches("[a-zA-Z0-9]+(-[a-zA-Z0-9]+)+\\.yaml")) {
      throw new IllegalArgumentException("not a sentence in kebab case with .yaml: " + file);
    }
  }
}
