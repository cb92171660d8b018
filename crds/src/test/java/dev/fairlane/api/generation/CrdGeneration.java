package dev.fairlane.api.generation;

import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes the CRDs of all kinds from the Java types: fabric8's generator, then {@link
 * SchemaAmendments}.
 */
final class CrdGeneration {

  private static final List<Class<? extends HasMetadata>> KINDS =
      List.of(VirtualRouter.class, ForwarderPool.class, Forwarder.class);
  private static final String HEADER =
      "# Generated from the Java types in crds/src/main: do not edit.\n"
          + "# After a change of the types: see crds/pom.xml\n";
  private static final Pattern BARE_BOOLEAN = Pattern.compile("^( *- )(True|False)$");

  private CrdGeneration() {}

  /**
   * @return the YAML of each CRD by its file name, for example {@code
   *     virtualrouters.fairlane.dev.yaml}
   */
  static Map<String, String> generate() {
    Map<String, String> files = new TreeMap<>();
    for (Class<? extends HasMetadata> kind : KINDS) {
      InMemory output = new InMemory();
      new CRDGenerator()
          .customResourceClasses(kind)
          .forCRDVersions("v1")
          .withMinQuotes(true)
          .withOutput(output)
          .withPostProcessor(new Amending(kind))
          .generate();
      files.put(
          HasMetadata.getFullResourceName(kind) + ".yaml", HEADER + withoutComments(output.text()));
    }
    return files;
  }

  private static String withoutComments(String yaml) {
    return yaml.lines()
        .filter(line -> !line.startsWith("#") && !line.equals("---"))
        .map(CrdGeneration::withQuotedBooleans)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** The generator leaves these texts bare, and every reader of YAML takes them for booleans. */
  private static String withQuotedBooleans(String line) {
    return BARE_BOOLEAN.matcher(line).replaceFirst("$1\"$2\"");
  }

  /** Amends the CRD of one kind. */
  private record Amending(Class<? extends HasMetadata> kind) implements CRDPostProcessor {
    @Override
    public HasMetadata process(HasMetadata generated, String version) {
      return SchemaAmendments.apply((CustomResourceDefinition) generated, kind);
    }
  }

  /** Keeps what the generator writes; the generator wants a place for its log all the same. */
  private static final class InMemory implements CRDGenerator.CRDOutput<ByteArrayOutputStream> {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public ByteArrayOutputStream outputFor(String crdName) {
      return bytes;
    }

    @Override
    public URI crdURI(String crdName) {
      return URI.create("file:///dev/null/" + crdName);
    }

    String text() {
      return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {}
  }
}
