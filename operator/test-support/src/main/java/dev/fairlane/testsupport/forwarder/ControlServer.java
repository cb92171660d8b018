package dev.fairlane.testsupport.forwarder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/**
 * The HTTPS side of a fake forwarder: TLS 1.3, a client certificate from everybody, the operator's
 * name or 403.
 */
final class ControlServer implements AutoCloseable {

  private static final int MOST_BYTES = 8 * 1024 * 1024;

  private final ObjectMapper json = new ObjectMapper();
  private final ForwarderState state;
  private final HttpsServer server;
  private final ExecutorService threads;

  private ControlServer(ForwarderState state, HttpsServer server, ExecutorService threads) {
    this.state = state;
    this.server = server;
    this.threads = threads;
  }

  static ControlServer start(InetSocketAddress address, SSLContext context, ForwarderState state) {
    try {
      HttpsServer server = HttpsServer.create(address, 0);
      server.setHttpsConfigurator(new MutualTls(context));
      ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
      server.setExecutor(threads);
      ControlServer control = new ControlServer(state, server, threads);
      server.createContext("/", control::handle);
      server.start();
      return control;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on " + address, e);
    }
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer =
          ClientIdentity.isOperator((HttpsExchange) exchange)
              ? answer(exchange)
              : problem(403, "only the operator may call");
      byte[] body = json.writeValueAsBytes(answer.body());
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    return switch (exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()) {
      case "PUT /v1/config" -> putConfig(exchange);
      case "GET /v1/config" -> state.config();
      case "GET /v1/report" -> state.report();
      case "GET /v1/topology" -> state.topology();
      default -> problem(404, "no such resource");
    };
  }

  private Answer putConfig(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      return problem(413, "more than 8 MiB");
    }
    try {
      return state.put(json.readTree(body));
    } catch (JsonProcessingException e) {
      return problem(400, e.getOriginalMessage());
    }
  }

  private static Answer problem(int status, String reason) {
    return new Answer(status, Map.of("problems", List.of(new Problem("", reason))));
  }

  /** Nobody gets past the handshake without a certificate that the context trusts. */
  private static final class MutualTls extends HttpsConfigurator {
    MutualTls(SSLContext context) {
      super(context);
    }

    @Override
    public void configure(HttpsParameters parameters) {
      SSLParameters tls = getSSLContext().getDefaultSSLParameters();
      tls.setProtocols(new String[] {"TLSv1.3"});
      tls.setNeedClientAuth(true);
      parameters.setSSLParameters(tls);
    }
  }
}
