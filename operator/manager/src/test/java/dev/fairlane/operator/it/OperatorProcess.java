package dev.fairlane.operator.it;

import dev.fairlane.testsupport.apiserver.ApiServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * The packaged operator as a process of its own, with the rights of its service account and the
 * image's JVM flags.
 */
final class OperatorProcess implements AutoCloseable {

  static final String NAMESPACE = "fairlane-system";
  static final int CONTROL_PORT = 18443;
  private static final Path JAR = Path.of("target", "fairlane-operator-runner.jar");
  private static final Path LOG = Path.of("target", "operator-it.log");
  private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);

  private final Process process;
  private final int port;
  private final HttpClient http = HttpClient.newHttpClient();

  private OperatorProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it and waits until it is ready. */
  static OperatorProcess start(ApiServer server, String identity) {
    int port = freePort();
    ProcessBuilder builder = new ProcessBuilder(command());
    builder.environment().putAll(settings(server, port, identity));
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG.toFile()));
    try {
      OperatorProcess started = new OperatorProcess(builder.start(), port);
      Awaitility.await("operator ready, see " + LOG)
          .atMost(STARTS_WITHIN)
          .pollInterval(Duration.ofMillis(100))
          .until(started::isReady);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + JAR, e);
    }
  }

  boolean isReady() {
    return process.isAlive() && status("/q/health/ready") == 200;
  }

  String metrics() {
    return get("/q/metrics").body();
  }

  /** Resident memory in KiB, as the kernel counts it. */
  long residentKib() {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the process's status", e);
    }
  }

  /** Ends it as the kubelet does first. */
  void stop() {
    end(process::destroy);
  }

  /** Ends it as the kernel does when memory is short. */
  void kill() {
    end(process::destroyForcibly);
  }

  @Override
  public void close() {
    kill();
  }

  private void end(Runnable signal) {
    signal.run();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("the operator did not end within 20 s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private int status(String path) {
    try {
      return get(path).statusCode();
    } catch (UncheckedIOException e) {
      return 0;
    }
  }

  private HttpResponse<String> get(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ImageFlags.read());
    command.addAll(List.of("-jar", JAR.toString()));
    return command;
  }

  private static Map<String, String> settings(ApiServer server, int port, String identity) {
    return Map.ofEntries(
        Map.entry("KUBECONFIG", "/nonexistent"),
        Map.entry("QUARKUS_KUBERNETES_CLIENT_API_SERVER_URL", server.url()),
        Map.entry("QUARKUS_KUBERNETES_CLIENT_CA_CERT_FILE", server.certificate().toString()),
        Map.entry("QUARKUS_KUBERNETES_CLIENT_TOKEN", token(server)),
        Map.entry("QUARKUS_KUBERNETES_CLIENT_NAMESPACE", NAMESPACE),
        Map.entry("QUARKUS_HTTP_PORT", Integer.toString(port)),
        Map.entry("QUARKUS_HTTP_HOST", "127.0.0.1"),
        Map.entry("POD_NAME", identity),
        Map.entry("FAIRLANE_FORWARDER_CONTROL_PORT", Integer.toString(CONTROL_PORT)),
        Map.entry("FAIRLANE_CYCLE_INTERVAL", "1s"),
        Map.entry("FAIRLANE_REBALANCE_TICK", "1s"),
        Map.entry("FAIRLANE_REPORT_INTERVAL", "500ms"),
        Map.entry("FAIRLANE_REPORT_TIMEOUT", "2s"),
        Map.entry("FAIRLANE_REPORT_MAX_AGE", "4s"));
  }

  private static String token(ApiServer server) {
    try (KubernetesClient client = server.clientFor(NAMESPACE, "fairlane-operator")) {
      return client.getConfiguration().getOauthToken();
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
