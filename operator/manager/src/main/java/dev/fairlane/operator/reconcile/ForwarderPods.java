package dev.fairlane.operator.reconcile;

import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.operator.model.Fact;
import dev.fairlane.operator.model.Reason;
import dev.fairlane.operator.pod.BackOff;
import dev.fairlane.operator.pod.ForwarderPodFactory;
import dev.fairlane.operator.pod.PodFacts;
import dev.fairlane.operator.pod.PodFailures;
import dev.fairlane.operator.pod.PodPolicy;
import dev.fairlane.operator.pod.PodStep;
import dev.fairlane.operator.pod.RouterWish;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the pod of each forwarder as its pool asks for it. Any thread, one at a time for each
 * forwarder.
 */
public final class ForwarderPods {

  private static final String ALLOW_DISRUPTION = "fairlane.dev/allow-disruption";

  private final KubernetesClient client;
  private final ForwarderPodFactory factory;
  private final PodPolicy policy = new PodPolicy(BackOff.ofPods());
  private final Map<String, PodFailures> failures = new ConcurrentHashMap<>();

  public ForwarderPods(KubernetesClient client, ForwarderPodFactory factory) {
    this.client = client;
    this.factory = factory;
  }

  /**
   * What was found about a pod.
   *
   * @param trouble what keeps it from running or being as wanted
   * @param lookAgain when a back-off ends
   */
  public record Result(Optional<Fact> trouble, Optional<Duration> lookAgain) {

    static Result fine() {
      return new Result(Optional.empty(), Optional.empty());
    }
  }

  public Result keep(Forwarder forwarder, ForwarderPool pool, Optional<Pod> present, Instant now) {
    Pod wanted = factory.pod(forwarder, pool.getSpec());
    Optional<PodFacts> facts = present.map(PodFacts::of);
    boolean mayInterrupt =
        forwarder.getSpec().routers().isEmpty()
            || "true".equals(annotation(pool, ALLOW_DISRUPTION))
            || present.filter(pod -> RouterWish.differs(pod, wanted)).isPresent();
    String hash = wanted.getMetadata().getAnnotations().get(ForwarderPodFactory.TEMPLATE_HASH);
    PodStep step = policy.decide(facts, hash, mayInterrupt, seen(forwarder, facts, now), now);
    return switch (step) {
      case PodStep.Keep keep -> new Result(facts.flatMap(ForwarderPods::trouble), Optional.empty());
      case PodStep.Create create -> {
        create(wanted);
        yield starting();
      }
      case PodStep.Delete delete -> {
        delete(present.orElseThrow());
        yield new Result(Optional.of(Fact.no(Reason.POD_FAILED, delete.why())), Optional.empty());
      }
      case PodStep.Wait wait ->
          new Result(
              Optional.of(Fact.no(Reason.POD_FAILED, wait.why())),
              Optional.of(Duration.between(now, wait.until())));
      case PodStep.NeedsPermission permission -> new Result(outdated(), Optional.empty());
    };
  }

  private PodFailures seen(Forwarder forwarder, Optional<PodFacts> facts, Instant now) {
    String uid = forwarder.getMetadata().getUid();
    if (facts.isEmpty()) {
      return PodFailures.NONE;
    }
    if (facts.get().ready()) {
      failures.remove(uid);
      return PodFailures.NONE;
    }
    if (!facts.get().isOver()) {
      return PodFailures.NONE;
    }
    return failures.merge(
        uid,
        PodFailures.NONE.seen(facts.get().uid(), now),
        (known, first) -> known.seen(facts.get().uid(), now));
  }

  private static Optional<Fact> trouble(PodFacts facts) {
    if (facts.deleting()) {
      return Optional.of(Fact.no(Reason.FORWARDER_NOT_READY, "The pod is ending."));
    }
    if (facts.isRunning() && facts.problem().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Fact.no(
            Reason.FORWARDER_NOT_READY,
            facts.problem().isEmpty() ? "The pod is starting." : facts.problem()));
  }

  private static Result starting() {
    return new Result(
        Optional.of(Fact.no(Reason.FORWARDER_NOT_READY, "The pod is starting.")), Optional.empty());
  }

  private static Optional<Fact> outdated() {
    return Optional.of(
        Fact.no(
            Reason.POD_OUTDATED,
            "The pool asks for another pod, which would interrupt this one's routers; annotate the pool with %s=true to "
                    .formatted(ALLOW_DISRUPTION)
                + "allow it."));
  }

  private void create(Pod pod) {
    try {
      client.resource(pod).create();
    } catch (KubernetesClientException e) {
      // The cache was behind: the pod exists.
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
    }
  }

  /** Exactly this version: the cache may be behind, and a newer pod must not be hit. */
  private void delete(Pod pod) {
    try {
      client.resource(pod).lockResourceVersion(pod.getMetadata().getResourceVersion()).delete();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
    }
  }

  private static String annotation(ForwarderPool pool, String name) {
    return Optional.ofNullable(pool.getMetadata().getAnnotations())
        .map(all -> all.get(name))
        .orElse("");
  }
}
