package dev.fairlane.kubectl.command;

import dev.fairlane.kubectl.cluster.Cluster;
import dev.fairlane.kubectl.cluster.ClusterAccess;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which cluster is asked, by kubectl's own names. */
final class ConnectionOptions {

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "The kubeconfig. Default: $KUBECONFIG, else ~/.kube/config.")
  private Path kubeconfig;

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "The context in it. Default: its current one.")
  private String context;

  Cluster open() {
    return ClusterAccess.open(Optional.ofNullable(kubeconfig), Optional.ofNullable(context));
  }
}
