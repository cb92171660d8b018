package dev.fairlane.operator.control;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Holds the HTTP client for the operator's present identity; a new identity makes a new client. Any
 * thread.
 */
public final class TlsHttpClients implements AutoCloseable {

  private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
  private static final int IDLE_TIMEOUT_SECONDS = 60;
  private static final int CONNECTIONS_PER_FORWARDER = 2;

  private final Vertx vertx;
  private TlsIdentity identity;
  private HttpClient client;

  public TlsHttpClients(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * Uses this identity from now on; requests under way fail and are made again by the next poll.
   */
  public synchronized void use(TlsIdentity next) {
    if (next.equals(identity)) {
      return;
    }
    HttpClient former = client;
    client = vertx.createHttpClient(options(next));
    identity = next;
    if (former != null) {
      former.close();
    }
  }

  /** Nothing before the first identity. */
  synchronized Optional<HttpClient> current() {
    return Optional.ofNullable(client);
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.close();
    }
  }

  private static HttpClientOptions options(TlsIdentity identity) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setSsl(true)
            .setVerifyHost(true)
            .setKeyCertOptions(
                new PemKeyCertOptions()
                    .setCertValue(Buffer.buffer(identity.certificate()))
                    .setKeyValue(Buffer.buffer(identity.key())))
            .setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(identity.trusted())))
            .setConnectTimeout(CONNECT_TIMEOUT_MILLIS)
            .setIdleTimeout(IDLE_TIMEOUT_SECONDS)
            .setIdleTimeoutUnit(TimeUnit.SECONDS)
            .setKeepAliveTimeout(IDLE_TIMEOUT_SECONDS)
            .setMaxPoolSize(CONNECTIONS_PER_FORWARDER);
    options.setEnabledSecureTransportProtocols(Set.of("TLSv1.3"));
    return options;
  }
}
