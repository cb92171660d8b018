package dev.fairlane.kubectl.command;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An API server's answers by path, for what a real one cannot be brought to say in a test. */
final class FakeApi implements AutoCloseable {

  /** An answer. */
  record Answer(int status, String type, String body) {

    static Answer json(String body) {
      return new Answer(200, "application/json", body);
    }

    static Answer failure(int status, String message) {
      String body =
          """
          {"kind": "Status", "apiVersion": "v1", "status": "Failure", "message": "%s", "code": %d}\
          """
              .formatted(message, status);
      return new Answer(status, "application/json", body);
    }
  }

  private final HttpServer server;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();

  private FakeApi(HttpServer server) {
    this.server = server;
  }

  static FakeApi start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      FakeApi api = new FakeApi(server);
      server.createContext("/", api::handle);
      server.start();
      return api;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers requests for this path, whatever their query; 404 stays for all others. */
  void answer(String path, Answer answer) {
    answers.put(path, answer);
  }

  /** A kubeconfig with this server as the context {@code test}. */
  Path kubeconfig(Path folder) {
    return kubeconfig(folder, "http://127.0.0.1:" + server.getAddress().getPort(), "secret", "");
  }

  /**
   * @param authority a line for the cluster, or nothing
   */
  static Path kubeconfig(Path folder, String url, String token, String authority) {
    Path file = folder.resolve("kubeconfig");
    String text =
        """
        apiVersion: v1
        kind: Config
        current-context: test
        clusters:
        - name: c
          cluster:
            server: %s
            %s
        users:
        - {name: u, user: {token: %s}}
        contexts:
        - {name: test, context: {cluster: c, user: u, namespace: tenant-a}}
        - {name: spare, context: {cluster: c, user: u}}
        """
            .formatted(url, authority, token);
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer =
          answers.getOrDefault(
              exchange.getRequestURI().getPath(), Answer.failure(404, "page not found"));
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.type());
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
