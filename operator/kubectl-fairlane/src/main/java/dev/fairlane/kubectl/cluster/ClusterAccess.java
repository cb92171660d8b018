package dev.fairlane.kubectl.cluster;

import dev.fairlane.kubectl.cluster.ClusterProblem.Kind;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Finds the cluster as kubectl does: by option, {@code KUBECONFIG}, or the file in the home. */
public final class ClusterAccess {

  private static final int CONNECT_MILLIS = 5_000;
  private static final int REQUEST_MILLIS = 10_000;

  private ClusterAccess() {}

  /**
   * @param kubeconfig absent: as the environment says
   * @param context absent: the current one of the kubeconfig
   * @return the cluster, which has not been asked anything yet; the caller closes it
   * @throws ClusterProblem when the file or the context does not exist
   */
  public static Cluster open(Optional<Path> kubeconfig, Optional<String> context) {
    Config config =
        kubeconfig
            .map(file -> fromFile(file, context))
            .orElseGet(() -> Config.autoConfigure(context.orElse(null)));
    String source = kubeconfig.map(Path::toString).orElseGet(ClusterAccess::environment);
    requireContext(config, context, source);
    // A person waits: one try, and a word about what failed.
    config.setRequestRetryBackoffLimit(0);
    config.setConnectionTimeout(CONNECT_MILLIS);
    config.setRequestTimeout(REQUEST_MILLIS);
    String named = config.getCurrentContext() == null ? "" : config.getCurrentContext().getName();
    clientKey(config).flatMap(ClientKey::algorithmOf).ifPresent(config::setClientKeyAlgo);
    return new Cluster(client(config, source), new Origin(source, named, config.getMasterUrl()));
  }

  private static KubernetesClient client(Config config, String source) {
    try {
      return new KubernetesClientBuilder().withConfig(config).build();
    } catch (KubernetesClientException e) {
      throw new ClusterProblem(
          Kind.UNREACHABLE,
          "%s: its certificates and keys cannot be used: %s.".formatted(source, FirstCause.of(e)));
    }
  }

  private static Optional<String> clientKey(Config config) {
    if (config.getClientKeyData() != null) {
      byte[] pem = Base64.getMimeDecoder().decode(config.getClientKeyData());
      return Optional.of(new String(pem, StandardCharsets.UTF_8));
    }
    if (config.getClientKeyFile() == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(Path.of(config.getClientKeyFile())));
    } catch (IOException e) {
      throw new ClusterProblem(
          Kind.UNREACHABLE,
          "The key %s of the kubeconfig cannot be read.".formatted(config.getClientKeyFile()));
    }
  }

  private static Config fromFile(Path file, Optional<String> context) {
    if (!Files.isReadable(file)) {
      throw new ClusterProblem(
          Kind.UNREACHABLE, "--kubeconfig: the file %s cannot be read.".formatted(file));
    }
    return Config.fromKubeconfig(context.orElse(null), file.toFile());
  }

  private static void requireContext(Config config, Optional<String> context, String source) {
    List<String> known = config.getContexts().stream().map(each -> each.getName()).toList();
    if (context.isPresent() && !known.contains(context.get())) {
      throw new ClusterProblem(
          Kind.UNREACHABLE,
          known.isEmpty()
              ? "--context: no context %s; %s.".formatted(context.get(), source)
              : "--context: %s has no context %s; it has: %s."
                  .formatted(source, context.get(), String.join(", ", known)));
    }
  }

  private static String environment() {
    List<String> files =
        Config.getKubeconfigFilenames().stream().filter(file -> new File(file).exists()).toList();
    return files.isEmpty()
        ? "there is no kubeconfig at %s: set KUBECONFIG or give --kubeconfig"
            .formatted(String.join(", ", Config.getKubeconfigFilenames()))
        : String.join(":", files);
  }
}
