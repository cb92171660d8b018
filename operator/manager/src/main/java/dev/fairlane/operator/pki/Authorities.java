package dev.fairlane.operator.pki;

import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * The authority that signs now, and its predecessor while certificates of it may still be in use.
 *
 * @param previous absent before the first rotation
 */
public record Authorities(KeyedCertificate current, Optional<X509Certificate> previous) {

  /** PEM text of all that must be trusted, the present one first. */
  public String bundle() {
    return Pem.of(current.certificate()) + previous.map(Pem::of).orElse("");
  }

  /** The successor takes over; what was current stays trusted. */
  public Authorities rotatedTo(KeyedCertificate successor) {
    return new Authorities(successor, Optional.of(current.certificate()));
  }
}
