package dev.fairlane.operator.pki;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;

/** A certificate with its private key. */
public record KeyedCertificate(X509Certificate certificate, PrivateKey key) {

  public Instant notBefore() {
    return certificate.getNotBefore().toInstant();
  }

  public Instant notAfter() {
    return certificate.getNotAfter().toInstant();
  }

  /** Whether the authority's key signed this certificate. */
  public boolean isIssuedBy(X509Certificate authority) {
    try {
      certificate.verify(authority.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "KeyedCertificate[%s, key hidden]".formatted(certificate.getSubjectX500Principal());
  }
}
