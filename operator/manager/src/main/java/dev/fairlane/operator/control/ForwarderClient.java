package dev.fairlane.operator.control;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The control interface of all forwarders, over mutual TLS. Any thread; answers arrive on an event
 * loop. A failed future holds a {@link ForwarderUnreachableException}.
 */
public final class ForwarderClient {

  private final TlsHttpClients clients;
  private final ControlJson json = new ControlJson();
  private final Duration timeout;

  /**
   * @param timeout limit of one request, connection and answer included
   */
  public ForwarderClient(TlsHttpClients clients, Duration timeout) {
    this.clients = clients;
    this.timeout = timeout;
  }

  /** A report that does not add up is refused: it counts as no answer. */
  public CompletableFuture<Report> report(ForwarderAddress address) {
    return call(address, HttpMethod.GET, "/v1/report", null)
        .thenApply(answer -> sound(address, read(address, answer, Report.class)));
  }

  public CompletableFuture<Topology> topology(ForwarderAddress address) {
    return call(address, HttpMethod.GET, "/v1/topology", null)
        .thenApply(answer -> read(address, answer, Topology.class));
  }

  /**
   * Pushes a whole configuration; answers 200, 409 and 422 (also 400 and 413) are results, not
   * failures.
   */
  public CompletableFuture<PushAnswer> push(ForwarderAddress address, ConfigDocument document) {
    return call(address, HttpMethod.PUT, "/v1/config", json.write(document))
        .thenApply(answer -> toPushAnswer(address, answer));
  }

  private PushAnswer toPushAnswer(ForwarderAddress address, Answer answer) {
    return switch (answer.status()) {
      case 200 ->
          new PushAnswer.Applied(json.read(answer.body(), GenerationAnswer.class).generation());
      case 409 ->
          new PushAnswer.Older(json.read(answer.body(), GenerationAnswer.class).generation());
      case 400, 422 ->
          new PushAnswer.Refused(json.read(answer.body(), ProblemsAnswer.class).problems());
      case 413 ->
          new PushAnswer.Refused(
              List.of(
                  new Problem(
                      "", "the configuration is larger than the forwarder's limit of 8 MiB")));
      default -> throw unexpected(address, answer);
    };
  }

  private static Report sound(ForwarderAddress address, Report report) {
    ReportCheck.contradiction(report)
        .ifPresent(
            why -> {
              throw new ForwarderUnreachableException(
                  "the report of %s does not add up: %s".formatted(address.forwarder(), why));
            });
    return report;
  }

  private <T> T read(ForwarderAddress address, Answer answer, Class<T> type) {
    if (answer.status() != 200) {
      throw unexpected(address, answer);
    }
    return json.read(answer.body(), type);
  }

  private static ForwarderUnreachableException unexpected(ForwarderAddress address, Answer answer) {
    return new ForwarderUnreachableException(
        "%s answered with HTTP status %d".formatted(address.forwarder(), answer.status()));
  }

  private CompletableFuture<Answer> call(
      ForwarderAddress address, HttpMethod method, String uri, Buffer body) {
    return clients
        .current()
        .map(client -> send(client, address, method, uri, body))
        .orElseGet(
            () ->
                CompletableFuture.failedFuture(
                    new ForwarderUnreachableException(
                        "the operator has no client certificate yet")));
  }

  private CompletableFuture<Answer> send(
      HttpClient client, ForwarderAddress address, HttpMethod method, String uri, Buffer body) {
    var options =
        new RequestOptions()
            .setServer(SocketAddress.inetSocketAddress(address.port(), address.ip()))
            .setHost(address.serverName())
            .setPort(address.port())
            .setMethod(method)
            .setURI(uri);
    return client
        .request(options)
        .compose(
            request ->
                body == null
                    ? request.send()
                    : request.putHeader("content-type", "application/json").send(body))
        .compose(
            response ->
                BoundedBody.of(response).map(bytes -> new Answer(response.statusCode(), bytes)))
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionallyCompose(
            cause ->
                CompletableFuture.failedFuture(
                    new ForwarderUnreachableException(
                        "%s at %s:%d does not answer: %s"
                            .formatted(
                                address.forwarder(),
                                address.ip(),
                                address.port(),
                                Causes.sentence(cause)),
                        cause)));
  }

  private record Answer(int status, Buffer body) {}

  private record GenerationAnswer(long generation) {}

  private record ProblemsAnswer(List<Problem> problems) {}
}
