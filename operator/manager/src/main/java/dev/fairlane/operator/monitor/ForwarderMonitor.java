package dev.fairlane.operator.monitor;

import dev.fairlane.operator.control.ForwarderAddress;
import dev.fairlane.operator.control.ForwarderClient;
import dev.fairlane.operator.control.Report;
import dev.fairlane.operator.control.Topology;
import dev.fairlane.operator.model.Contact;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Keeps the last report of every forwarder that it watches. Reports and topologies are fetched by
 * {@link #pollAll} and {@link #refresh}; listeners hear of changes that matter at once, not of mere
 * figures. Any thread.
 */
public final class ForwarderMonitor {

  private final ForwarderClient client;
  private final InstantSource clock;
  private final Map<String, Watched> watched = new ConcurrentHashMap<>();
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

  public ForwarderMonitor(ForwarderClient client, InstantSource clock) {
    this.client = client;
    this.clock = clock;
  }

  /**
   * @param listener called with a forwarder's name on the thread that brought the news; must not
   *     block
   */
  public void onChange(Consumer<String> listener) {
    listeners.add(listener);
  }

  /**
   * From now on the forwarder is at this address; what was known of it stays. Asks it at once if
   * that is new.
   */
  public void watch(ForwarderAddress address) {
    Watched before = watched.get(address.forwarder());
    watched.compute(
        address.forwarder(),
        (name, known) ->
            known == null
                ? new Watched(address, Contact.NONE)
                : new Watched(address, known.contact()));
    if (before == null || !before.address().equals(address)) {
      refresh(address.forwarder());
    }
  }

  /** All others do not exist any more. */
  public void retain(Set<String> forwarders) {
    watched.keySet().retainAll(forwarders);
  }

  public Contact contact(String forwarder) {
    Watched known = watched.get(forwarder);
    return known == null ? Contact.NONE : known.contact();
  }

  public Optional<ForwarderAddress> address(String forwarder) {
    return Optional.ofNullable(watched.get(forwarder)).map(Watched::address);
  }

  /** Number of watched forwarders whose last request was answered, or was not. */
  public long count(boolean answered) {
    return watched.values().stream()
        .filter(each -> each.contact().failure().isEmpty() == answered)
        .count();
  }

  /** Whether nothing is watched. */
  public boolean isIdle() {
    return watched.isEmpty();
  }

  public void pollAll() {
    watched.keySet().forEach(this::refresh);
  }

  /** Asks one forwarder now; the future holds what is known of it then, and never fails. */
  public CompletableFuture<Contact> refresh(String forwarder) {
    Watched target = watched.get(forwarder);
    if (target == null) {
      return CompletableFuture.completedFuture(Contact.NONE);
    }
    return client
        .report(target.address())
        .thenCompose(
            report -> topology(target, report).thenApply(topology -> new Answer(report, topology)))
        .handle(
            (answer, failure) ->
                failure == null
                    ? update(target, known -> answered(known, answer))
                    : update(target, known -> known.failed(message(failure))));
  }

  private CompletableFuture<Topology> topology(Watched target, Report report) {
    Contact known = contact(target.address().forwarder());
    boolean sameBoot =
        known.report().map(last -> last.bootId().equals(report.bootId())).orElse(false);
    return sameBoot && known.topology().isPresent()
        ? CompletableFuture.completedFuture(known.topology().get())
        : client.topology(target.address());
  }

  /** An answer that was overtaken by a later one of the same boot says nothing new. */
  private Contact answered(Contact known, Answer answer) {
    boolean overtaken =
        known
            .report()
            .filter(last -> last.bootId().equals(answer.report().bootId()))
            .filter(last -> last.monotonicNanos() > answer.report().monotonicNanos())
            .isPresent();
    return overtaken ? known : known.answered(answer.report(), answer.topology(), clock.instant());
  }

  /** Answers from an address that the forwarder has left are dropped. */
  private Contact update(Watched asked, UnaryOperator<Contact> change) {
    String name = asked.address().forwarder();
    Contact[] before = {Contact.NONE};
    Watched after =
        watched.computeIfPresent(
            name,
            (key, known) -> {
              before[0] = known.contact();
              return known.address().equals(asked.address())
                  ? new Watched(known.address(), change.apply(known.contact()))
                  : known;
            });
    if (after == null) {
      return Contact.NONE;
    }
    if (ContactNews.between(before[0], after.contact())) {
      listeners.forEach(listener -> listener.accept(name));
    }
    return after.contact();
  }

  private static String message(Throwable failure) {
    Throwable inner =
        failure.getCause() != null && failure instanceof CompletionException
            ? failure.getCause()
            : failure;
    return inner.getMessage();
  }

  private record Watched(ForwarderAddress address, Contact contact) {}

  private record Answer(Report report, Topology topology) {}
}
