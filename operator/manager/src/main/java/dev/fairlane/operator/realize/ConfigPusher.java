package dev.fairlane.operator.realize;

import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.operator.configuration.ConfigDocumentFactory;
import dev.fairlane.operator.configuration.ConfiguredForwarder;
import dev.fairlane.operator.configuration.KnownRouter;
import dev.fairlane.operator.configuration.Refusals;
import dev.fairlane.operator.control.ConfigDocument;
import dev.fairlane.operator.control.ForwarderAddress;
import dev.fairlane.operator.control.ForwarderClient;
import dev.fairlane.operator.control.PushAnswer;
import dev.fairlane.operator.control.Report;
import dev.fairlane.operator.model.ObservedForwarder;
import dev.fairlane.operator.model.PoolSnapshot;
import dev.fairlane.operator.model.RouterVersion;
import dev.fairlane.operator.monitor.ForwarderMonitor;
import dev.fairlane.operator.telemetry.OperatorMetrics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Pushes configurations until the reports show the present generations. A router whose entry is
 * refused is pushed again as it is applied, or left out, so that the others get theirs. One thread;
 * forwarders are served side by side.
 */
public final class ConfigPusher {

  /**
   * Each further push leaves out what the one before refused; more rounds mean faults that are
   * nobody's.
   */
  private static final int MOST_ROUNDS = 3;

  private final ForwarderClient client;
  private final ForwarderMonitor monitor;
  private final OperatorMetrics metrics;
  private final ConfigDocumentFactory documents;
  private final Map<String, Refusals> refusals = new HashMap<>();

  public ConfigPusher(
      ForwarderClient client,
      ForwarderMonitor monitor,
      OperatorMetrics metrics,
      ConfigDocumentFactory documents) {
    this.client = client;
    this.monitor = monitor;
    this.metrics = metrics;
    this.documents = documents;
  }

  /**
   * Every forwarder as it is after the pushes that were due; in the given order.
   *
   * @param snapshot for the routers and their parameters
   */
  public List<ConfiguredForwarder> push(List<ObservedForwarder> forwarders, PoolSnapshot snapshot) {
    Map<String, KnownRouter> byUid =
        snapshot.routers().stream()
            .collect(
                Collectors.toMap(
                    router -> router.getMetadata().getUid(),
                    router -> new KnownRouter(router, snapshot.parametersOf(router))));
    List<CompletableFuture<ConfiguredForwarder>> pushes =
        forwarders.stream().map(forwarder -> push(forwarder, byUid)).toList();
    List<ConfiguredForwarder> done = pushes.stream().map(CompletableFuture::join).toList();
    refusals.clear();
    done.forEach(each -> refusals.put(each.forwarder().name(), each.refusals()));
    return done;
  }

  private CompletableFuture<ConfiguredForwarder> push(
      ObservedForwarder forwarder, Map<String, KnownRouter> routers) {
    String boot = forwarder.report().map(Report::bootId).orElse("");
    Refusals known = refusals.getOrDefault(forwarder.name(), Refusals.NONE).ofBoot(boot);
    if (!forwarder.fresh() || !forwarder.knowsItsFunctions() || !isDue(forwarder, known)) {
      return CompletableFuture.completedFuture(new ConfiguredForwarder(forwarder, known));
    }
    return monitor
        .address(forwarder.name())
        .map(
            address ->
                round(address, forwarder, routers, known, 1)
                    .thenCompose(after -> refreshed(forwarder, after)))
        .orElseGet(
            () -> CompletableFuture.completedFuture(new ConfiguredForwarder(forwarder, known)));
  }

  /**
   * The report shows another generation, or lacks a router in its present version for no known
   * reason: an operator that was restarted asks again, to learn the reason.
   */
  private static boolean isDue(ObservedForwarder forwarder, Refusals known) {
    return !forwarder.isConfigured()
        || forwarder.routers().stream().anyMatch(assigned -> isMissing(forwarder, assigned, known));
  }

  private static boolean isMissing(
      ObservedForwarder forwarder, AssignedRouter assigned, Refusals known) {
    boolean applied =
        forwarder
            .reported(assigned.uid())
            .filter(reported -> RouterVersion.of(reported).equals(RouterVersion.of(assigned)))
            .isPresent();
    return !applied && known.of(assigned.uid(), RouterVersion.of(assigned)).isEmpty();
  }

  private CompletableFuture<Refusals> round(
      ForwarderAddress address,
      ObservedForwarder forwarder,
      Map<String, KnownRouter> routers,
      Refusals known,
      int number) {
    ConfigDocument document = documents.document(forwarder, routers, known::holds);
    return client
        .push(address, document)
        .handle(
            (answer, failure) -> {
              metrics.pushed(failure == null ? answer : null);
              return failure == null ? after(answer, document, known) : new Step(known, true);
            })
        .thenCompose(
            step ->
                step.over() || number == MOST_ROUNDS
                    ? CompletableFuture.completedFuture(step.refusals())
                    : round(address, forwarder, routers, step.refusals(), number + 1));
  }

  private static Step after(PushAnswer answer, ConfigDocument document, Refusals known) {
    return switch (answer) {
      case PushAnswer.Applied applied -> new Step(known.applied(document), true);
      // The next turn reads the object again: the cache was behind, or another operator wrote.
      case PushAnswer.Older older -> new Step(known, true);
      case PushAnswer.Refused refused -> {
        Refusals next = known.with(document, refused.problems());
        boolean nobodysFault = next.byRouter().equals(known.byRouter());
        yield new Step(next, nobodysFault);
      }
    };
  }

  private CompletableFuture<ConfiguredForwarder> refreshed(
      ObservedForwarder forwarder, Refusals after) {
    return monitor
        .refresh(forwarder.name())
        .thenApply(
            contact ->
                new ConfiguredForwarder(
                    new ObservedForwarder(
                        forwarder.resource(),
                        contact,
                        forwarder.fresh() && contact.failure().isEmpty()),
                    after));
  }

  private record Step(Refusals refusals, boolean over) {}
}
