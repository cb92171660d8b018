package dev.fairlane.operator.reconcile;

import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.operator.control.TlsHttpClients;
import dev.fairlane.operator.pki.Pki;
import dev.fairlane.operator.pod.Owners;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Looks after the certificates of forwarders and of the operator, now and then. Any thread. */
public final class CertificateKeeper {

  /** Renewals are days away; a Secret that somebody removed is made again after this time. */
  private static final Duration CHECK_EVERY = Duration.ofMinutes(10);

  private final Pki pki;
  private final TlsHttpClients clients;
  private final Map<String, Instant> checked = new ConcurrentHashMap<>();

  public CertificateKeeper(Pki pki, TlsHttpClients clients) {
    this.pki = pki;
    this.clients = clients;
  }

  /** The forwarder's Secret and the operator's identity exist and are valid afterwards. */
  public void keep(Forwarder forwarder, Instant now) {
    String uid = forwarder.getMetadata().getUid();
    if (now.isBefore(checked.getOrDefault(uid, Instant.EPOCH).plus(CHECK_EVERY))) {
      return;
    }
    clients.use(pki.operatorIdentity(now));
    pki.ensureForwarderSecret(forwarder.getMetadata().getName(), Owners.of(forwarder), now);
    checked.values().removeIf(time -> time.plus(CHECK_EVERY).isBefore(now));
    checked.put(uid, now);
  }
}
