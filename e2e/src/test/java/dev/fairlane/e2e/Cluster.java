package dev.fairlane.e2e;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The cluster that KUBECONFIG names, seen as its administrator, and the scripts of the checkout
 * that run it.
 */
final class Cluster implements AutoCloseable {

  /** Where the operator, its forwarders and their secrets are. */
  static final String SYSTEM_NAMESPACE = "fairlane-system";

  private static final Duration COMMAND_LIMIT = Duration.ofSeconds(90);

  private final Path root;
  private final Path kubectl;
  private final KubernetesClient client;

  private Cluster(Path root, Path kubectl, KubernetesClient client) {
    this.root = root;
    this.kubectl = kubectl;
    this.client = client;
  }

  /**
   * @throws IllegalStateException when the environment does not say which cluster
   */
  static Cluster fromEnvironment() {
    Path kubeconfig = Path.of(required("KUBECONFIG"));
    Path kubectl = Path.of(required("FAIRLANE_TOOLS_DIR")).resolve("kubectl");
    Path root = Path.of(System.getProperty("fairlane.root", "..")).toAbsolutePath().normalize();
    try {
      Config config = Config.fromKubeconfig(Files.readString(kubeconfig));
      config.setClientKeyAlgo("EC");
      return new Cluster(root, kubectl, new KubernetesClientBuilder().withConfig(config).build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  KubernetesClient client() {
    return client;
  }

  /** The checkout. */
  Path root() {
    return root;
  }

  CommandResult kubectl(String... arguments) {
    return kubectlReading("", arguments);
  }

  /** Applies a manifest as a user does. */
  CommandResult apply(String manifest) {
    return kubectlReading(manifest, "apply", "--filename", "-");
  }

  /** Kills a process of the embedded cluster and starts it again; returns when it answers. */
  void killAndRestart(String component) {
    String script = root.resolve("hack/cluster.sh").toString();
    new LocalCommand(List.of(script, "restart", component, "KILL"), "", COMMAND_LIMIT)
        .run()
        .orThrow();
  }

  @Override
  public void close() {
    client.close();
  }

  private CommandResult kubectlReading(String input, String... arguments) {
    List<String> words = new ArrayList<>(List.of(kubectl.toString()));
    words.addAll(List.of(arguments));
    return new LocalCommand(words, input, COMMAND_LIMIT).run();
  }

  private static String required(String variable) {
    return Optional.ofNullable(System.getenv(variable))
        .filter(value -> !value.isBlank())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "The end-to-end tests need %s: run them with hack/test-e2e.sh after make up."
                        .formatted(variable)));
  }
}
