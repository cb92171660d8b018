package dev.fairlane.operator.it;

import dev.fairlane.testsupport.apiserver.ApiServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The operator of a test run, on an API server of its own, with the rights that the chart gives.
 */
final class Operator implements AutoCloseable {

  /** The chart as its own tests render it. */
  private static final Path CHART = Path.of("..", "..", "helm", "tests", "golden", "default.yaml");

  private static final Set<String> RIGHTS =
      Set.of("ServiceAccount", "ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding");

  private final ApiServer server;
  private OperatorProcess process;

  private Operator(ApiServer server, OperatorProcess process) {
    this.server = server;
    this.process = process;
  }

  static Operator start(ApiServer server) {
    installRights(server.client());
    return new Operator(server, OperatorProcess.start(server, "operator-0"));
  }

  ApiServer server() {
    return server;
  }

  OperatorProcess process() {
    return process;
  }

  /** A new process in place of the present one, which is ended by the given way. */
  void restart(Consumer<OperatorProcess> end, String identity) {
    end.accept(process);
    process = OperatorProcess.start(server, identity);
  }

  @Override
  public void close() {
    process.close();
    server.close();
  }

  private static void installRights(KubernetesClient client) {
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(OperatorProcess.NAMESPACE)
                .endMetadata()
                .build())
        .serverSideApply();
    try (InputStream chart = Files.newInputStream(CHART)) {
      for (HasMetadata object : client.load(chart).items()) {
        if (RIGHTS.contains(object.getKind())) {
          client.resource(object).serverSideApply();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + CHART, e);
    }
  }
}
