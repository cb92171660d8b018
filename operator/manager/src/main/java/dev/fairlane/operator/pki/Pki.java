package dev.fairlane.operator.pki;

import dev.fairlane.operator.control.ForwarderAddress;
import dev.fairlane.operator.control.TlsIdentity;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the Secrets of mutual TLS: the authority, the operator's client certificate and one server
 * certificate for each forwarder. Only the leader calls it. Everything is written only when it is
 * due, so calling often is cheap; one thread at a time.
 */
public final class Pki {

  static final String AUTHORITY_SECRET = "fairlane-ca";
  static final String CLIENT_SECRET = "fairlane-operator-client";
  static final String CLIENT_NAME = "operator.fairlane.internal";

  private final KubernetesClient client;
  private final String namespace;
  private final Map<String, String> labels;
  private final Duration authorityLifetime;
  private final Duration certificateLifetime;
  private final CertificateIssuer issuer = new CertificateIssuer();

  public Pki(
      KubernetesClient client,
      String namespace,
      Map<String, String> labels,
      Duration authorityLifetime,
      Duration certificateLifetime) {
    this.client = client;
    this.namespace = namespace;
    this.labels = Map.copyOf(labels);
    this.authorityLifetime = authorityLifetime;
    this.certificateLifetime = certificateLifetime;
  }

  /** The operator's own identity, renewed when due. */
  public synchronized TlsIdentity operatorIdentity(Instant now) {
    Authorities authorities = authorities(now);
    KeyedCertificate leaf =
        leaf(
            CLIENT_SECRET,
            Optional.empty(),
            authorities,
            now,
            () -> issuer.client(authorities.current(), CLIENT_NAME, now, certificateLifetime));
    return new TlsIdentity(Pem.of(leaf.certificate()), Pem.ofKey(leaf), authorities.bundle());
  }

  /**
   * Makes or renews the forwarder's Secret (of the forwarder's name), owned by the Forwarder
   * object.
   */
  public synchronized void ensureForwarderSecret(
      String forwarder, OwnerReference owner, Instant now) {
    Authorities authorities = authorities(now);
    leaf(
        forwarder,
        Optional.of(owner),
        authorities,
        now,
        () ->
            issuer.server(
                authorities.current(),
                ForwarderAddress.serverName(forwarder),
                now,
                certificateLifetime));
  }

  private Authorities authorities(Instant now) {
    Optional<Secret> stored = stored(AUTHORITY_SECRET);
    Optional<Authorities> present = stored.flatMap(PkiSecrets::authorities);
    if (present.isPresent() && !CertificateAge.isRenewalDue(present.get().current(), now)) {
      return present.get();
    }
    KeyedCertificate successor = issuer.authority(now, authorityLifetime);
    Authorities next =
        present
            .map(former -> former.rotatedTo(successor))
            .orElseGet(() -> new Authorities(successor, Optional.empty()));
    write(AUTHORITY_SECRET, Optional.empty(), stored, PkiSecrets.of(next));
    return next;
  }

  private KeyedCertificate leaf(
      String name,
      Optional<OwnerReference> owner,
      Authorities authorities,
      Instant now,
      LeafSource source) {
    Optional<Secret> stored = stored(name);
    Optional<KeyedCertificate> present = stored.flatMap(PkiSecrets::keyedCertificate);
    boolean due = CertificateAge.isLeafDue(present, authorities, now);
    KeyedCertificate leaf = due ? source.issue() : present.orElseThrow();
    String bundle = authorities.bundle();
    if (due || !stored.map(PkiSecrets::bundle).orElse("").equals(bundle)) {
      write(name, owner, stored, PkiSecrets.of(leaf, bundle));
    }
    return leaf;
  }

  private Optional<Secret> stored(String name) {
    return Optional.ofNullable(client.secrets().inNamespace(namespace).withName(name).get());
  }

  /**
   * Creates, or updates exactly the version that was read, so that two leaders cannot overwrite
   * each other.
   */
  private void write(
      String name, Optional<OwnerReference> owner, Optional<Secret> stored, Secret content) {
    Secret secret =
        new SecretBuilder(content)
            .withNewMetadata()
            .withName(name)
            .withNamespace(namespace)
            .withLabels(labels)
            .withOwnerReferences(owner.stream().toList())
            .withResourceVersion(
                stored.map(each -> each.getMetadata().getResourceVersion()).orElse(null))
            .endMetadata()
            .build();
    if (stored.isPresent()) {
      client.resource(secret).update();
    } else {
      client.resource(secret).create();
    }
  }

  /** Makes a new leaf. */
  private interface LeafSource {
    KeyedCertificate issue();
  }
}
