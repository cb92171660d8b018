package dev.fairlane.api.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The committed CRDs are what the Java types say. With {@code -Dfairlane.generate=true} they are
 * written first.
 */
class CrdYamlTest {

  private static final Path FOLDER = Path.of("yaml");

  @Test
  void committedCrdsAreFresh() throws IOException {
    Map<String, String> generated = CrdGeneration.generate();
    if (Boolean.getBoolean("fairlane.generate")) {
      for (Map.Entry<String, String> file : generated.entrySet()) {
        Files.writeString(FOLDER.resolve(file.getKey()), file.getValue());
      }
    }

    assertThat(committed()).isEqualTo(generated);
  }

  @Test
  void everyFieldHasADescription() {
    List<String> silent = new ArrayList<>();
    for (String yaml : CrdGeneration.generate().values()) {
      Schema.walk(
          schemaOf(yaml),
          "",
          (path, property) -> {
            if (property.getDescription() == null) {
              silent.add(path);
            }
          });
    }

    assertThat(silent).isEmpty();
  }

  @Test
  void everyDefaultIsToldInTheDescription() {
    List<String> silent = new ArrayList<>();
    for (String yaml : CrdGeneration.generate().values()) {
      Schema.walk(
          schemaOf(yaml),
          "",
          (path, property) -> {
            if (property.getDefault() != null && !property.getDescription().contains("Default: ")) {
              silent.add(path);
            }
          });
    }

    assertThat(silent).isEmpty();
  }

  @Test
  void everyListSaysHowItIsMerged() {
    List<String> silent = new ArrayList<>();
    for (String yaml : CrdGeneration.generate().values()) {
      Schema.walk(
          schemaOf(yaml),
          "",
          (path, property) -> {
            if ("array".equals(property.getType()) && property.getXKubernetesListType() == null) {
              silent.add(path);
            }
          });
    }

    assertThat(silent).isEmpty();
  }

  private static JSONSchemaProps schemaOf(String yaml) {
    return Schema.root(Serialization.unmarshal(yaml, CustomResourceDefinition.class));
  }

  private static Map<String, String> committed() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.list(FOLDER)) {
      for (Path path : paths.toList()) {
        files.put(path.getFileName().toString(), Files.readString(path));
      }
    }
    return files;
  }
}
