package dev.fairlane.operator.reconcile;

import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.operator.pod.ForwarderLabels;
import dev.fairlane.operator.pod.PodPlace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Copies the Secrets of routers' own forwarders from the operator's namespace to the routers'.
 * There the operator may make, replace and remove Secrets, but not read any: so a tenant's Secrets
 * are nothing that it could lose. Any thread, one at a time for each forwarder.
 */
public final class DomUSecrets {

  /** Renewals are days away; a Secret that somebody removed is made again after this time. */
  private static final Duration CHECK_EVERY = Duration.ofMinutes(10);

  private final KubernetesClient client;
  private final Map<String, Copy> copies = new ConcurrentHashMap<>();

  public DomUSecrets(KubernetesClient client) {
    this.client = client;
  }

  /**
   * The Secret exists in the router's namespace and has the present certificate afterwards, as far
   * as it was not looked after lately.
   *
   * @param needed a pod is about to be made, which cannot start without it
   */
  void keep(Forwarder forwarder, boolean needed, Instant now) {
    Copy former = copies.get(forwarder.getMetadata().getUid());
    if (needed || former == null || !now.isBefore(former.time().plus(CHECK_EVERY))) {
      copy(forwarder, former, now);
    }
  }

  private void copy(Forwarder forwarder, Copy former, Instant now) {
    String name = forwarder.getMetadata().getName();
    Secret original =
        client.secrets().inNamespace(forwarder.getMetadata().getNamespace()).withName(name).get();
    if (original == null) {
      return;
    }
    Secret wanted = wanted(forwarder, original);
    boolean stale = former == null || !original.getData().equals(former.data());
    if (!isCreated(wanted) && stale) {
      client.resource(wanted).update();
    }
    copies.put(forwarder.getMetadata().getUid(), new Copy(original.getData(), now));
  }

  /** The forwarder is gone. */
  void forget(Forwarder forwarder) {
    copies.remove(forwarder.getMetadata().getUid());
  }

  private boolean isCreated(Secret wanted) {
    try {
      client.resource(wanted).create();
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return false;
      }
      throw e;
    }
  }

  private static Secret wanted(Forwarder forwarder, Secret original) {
    PodPlace place = PodPlace.of(forwarder);
    return new SecretBuilder()
        .withNewMetadata()
        .withName(forwarder.getMetadata().getName())
        .withNamespace(place.namespace())
        .withLabels(ForwarderLabels.common())
        .withOwnerReferences(place.owner())
        .endMetadata()
        .withType(original.getType())
        .withData(original.getData())
        .build();
  }

  /** What was copied last, and when it was looked after last. */
  private record Copy(Map<String, String> data, Instant time) {}
}
