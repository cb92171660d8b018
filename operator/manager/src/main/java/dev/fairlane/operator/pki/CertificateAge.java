package dev.fairlane.operator.pki;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Decides, from dates alone, when a certificate is renewed. Pure. */
public final class CertificateAge {

  /**
   * How long a new authority is only trusted before it signs: secrets reach running forwarders
   * within the kubelet's sync period (a minute or two), and a certificate of an authority that its
   * peer does not know yet would cut it off.
   */
  static final Duration AUTHORITY_SPREADS = Duration.ofHours(1);

  private CertificateAge() {}

  /** Whether two thirds of its life are over. */
  public static boolean isRenewalDue(KeyedCertificate certificate, Instant now) {
    return !now.isBefore(renewalTime(certificate));
  }

  /** Two thirds into its life. */
  public static Instant renewalTime(KeyedCertificate certificate) {
    Duration life = Duration.between(certificate.notBefore(), certificate.notAfter());
    return certificate.notBefore().plus(life.multipliedBy(2).dividedBy(3));
  }

  /**
   * Whether a leaf is to be issued anew: there is none, two thirds of its life are over, nobody who
   * is trusted issued it, or its authority was succeeded long enough ago.
   */
  public static boolean isLeafDue(
      Optional<KeyedCertificate> leaf, Authorities authorities, Instant now) {
    if (leaf.isEmpty() || isRenewalDue(leaf.get(), now)) {
      return true;
    }
    if (leaf.get().isIssuedBy(authorities.current().certificate())) {
      return false;
    }
    boolean trusted = authorities.previous().map(leaf.get()::isIssuedBy).orElse(false);
    return !trusted || !now.isBefore(authorities.current().notBefore().plus(AUTHORITY_SPREADS));
  }
}
