package dev.fairlane.operator.reconcile;

import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.operator.model.Fact;
import dev.fairlane.operator.model.Reason;
import dev.fairlane.operator.pod.BackOff;
import dev.fairlane.operator.pod.PodFacts;
import dev.fairlane.operator.pod.PodFailures;
import dev.fairlane.operator.pod.PodPlace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the pods of routers' own forwarders, in the routers' namespaces. There the operator reads
 * its pods one by one and watches none, so that it needs no right over all pods of the cluster; and
 * the API server may refuse it (a quota, Pod Security, no rights). Any thread, one at a time for
 * each forwarder.
 */
public final class DomUPods {

  /** How soon a starting pod is looked at again. */
  private static final Duration STARTING = Duration.ofSeconds(1);

  private static final int UNPROCESSABLE = 422;
  private static final Set<Integer> REFUSALS =
      Set.of(HttpURLConnection.HTTP_FORBIDDEN, HttpURLConnection.HTTP_NOT_FOUND, UNPROCESSABLE);

  private final KubernetesClient client;
  private final ForwarderPods pods;
  private final DomUSecrets secrets;
  private final BackOff backOff = BackOff.ofPods();
  private final Map<String, Refused> refusals = new ConcurrentHashMap<>();

  public DomUPods(KubernetesClient client, ForwarderPods pods, DomUSecrets secrets) {
    this.client = client;
    this.pods = pods;
    this.secrets = secrets;
  }

  /**
   * What was found and done.
   *
   * @param pod as it was found
   */
  record Kept(Optional<Pod> pod, ForwarderPods.Result result) {}

  Kept keep(Forwarder forwarder, ForwarderPool pool, Instant now) {
    String uid = forwarder.getMetadata().getUid();
    Refused former = refusals.get(uid);
    if (former != null && now.isBefore(former.failures().retryTime(backOff))) {
      return former.kept(backOff, now);
    }
    try {
      Optional<Pod> present = read(forwarder);
      secrets.keep(forwarder, present.isEmpty(), now);
      ForwarderPods.Result result = pods.keep(forwarder, pool, present, now);
      refusals.remove(uid);
      return new Kept(present, isOnItsWay(present, result) ? soon(result) : result);
    } catch (KubernetesClientException e) {
      if (!REFUSALS.contains(e.getCode())) {
        throw e;
      }
      Refused next = Refused.after(former, message(e), now);
      refusals.put(uid, next);
      return next.kept(backOff, now);
    }
  }

  /** Nothing is wrong with it; it only takes its time. */
  private static boolean isOnItsWay(Optional<Pod> present, ForwarderPods.Result result) {
    boolean fine = present.map(PodFacts::of).map(PodFacts::problem).orElse("").isEmpty();
    return fine
        && result.lookAgain().isEmpty()
        && result.trouble().filter(each -> each.reason() != Reason.POD_OUTDATED).isPresent();
  }

  private static ForwarderPods.Result soon(ForwarderPods.Result result) {
    return new ForwarderPods.Result(result.trouble(), Optional.of(STARTING));
  }

  /**
   * Removes the pod and then the Secret.
   *
   * @return false while the pod is ending
   */
  boolean remove(Forwarder forwarder) {
    String namespace = PodPlace.of(forwarder).namespace();
    String name = forwarder.getMetadata().getName();
    if (client.namespaces().withName(namespace).get() == null) {
      forget(forwarder);
      return true;
    }
    if (read(forwarder).isPresent()) {
      client.pods().inNamespace(namespace).withName(name).delete();
      return false;
    }
    client.secrets().inNamespace(namespace).withName(name).delete();
    forget(forwarder);
    return true;
  }

  private void forget(Forwarder forwarder) {
    refusals.remove(forwarder.getMetadata().getUid());
    secrets.forget(forwarder);
  }

  private Optional<Pod> read(Forwarder forwarder) {
    return Optional.ofNullable(
        client
            .pods()
            .inNamespace(PodPlace.of(forwarder).namespace())
            .withName(forwarder.getMetadata().getName())
            .get());
  }

  private static String message(KubernetesClientException e) {
    return Optional.ofNullable(e.getStatus())
        .map(status -> status.getMessage())
        .orElseGet(e::getMessage);
  }

  /** What the API server said last, and how often in a row. */
  private record Refused(PodFailures failures, String why) {

    static Refused after(Refused former, String why, Instant now) {
      PodFailures before = former == null ? PodFailures.NONE : former.failures();
      return new Refused(before.seen(now.toString(), now), why);
    }

    Kept kept(BackOff backOff, Instant now) {
      Fact fact = Fact.no(Reason.POD_REFUSED, "The API server refuses the pod: " + why);
      return new Kept(
          Optional.empty(),
          new ForwarderPods.Result(
              Optional.of(fact), Optional.of(Duration.between(now, failures.retryTime(backOff)))));
    }
  }
}
