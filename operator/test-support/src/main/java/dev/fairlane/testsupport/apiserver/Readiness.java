package dev.fairlane.testsupport.apiserver;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;

/** Waits until an API server says that it is ready. */
final class Readiness {

  private static final Duration LIMIT = Duration.ofSeconds(180);
  private static final Duration INTERVAL = Duration.ofMillis(100);

  private Readiness() {}

  /**
   * @throws IllegalStateException when one of the two ends, or the API server is not ready within
   *     60 s
   */
  static void await(Etcd etcd, KubeApiServer server) {
    Instant deadline = Instant.now().plus(LIMIT);
    while (Instant.now().isBefore(deadline)) {
      etcd.requireAlive();
      server.requireAlive();
      if (Files.exists(server.certificate()) && isReady(server)) {
        return;
      }
      pause();
    }
    throw new IllegalStateException(
        "kube-apiserver is not ready after " + LIMIT.toSeconds() + " s:\n" + server.logTail());
  }

  private static boolean isReady(KubeApiServer server) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.url() + "/readyz"))
            .header("Authorization", "Bearer " + KubeApiServer.ADMIN_TOKEN)
            .timeout(Duration.ofSeconds(2))
            .build();
    SSLContext trust = TrustedCertificate.contextFor(server.certificate());
    try (HttpClient http = HttpClient.newBuilder().sslContext(trust).build()) {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for kube-apiserver", e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(INTERVAL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for kube-apiserver", e);
    }
  }
}
