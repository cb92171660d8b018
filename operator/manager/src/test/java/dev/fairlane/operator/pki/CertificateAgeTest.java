package dev.fairlane.operator.pki;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.math.BigInteger;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CertificateAgeTest {

  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  private static final Duration NINETY_DAYS = Duration.ofDays(90);

  private final CertificateIssuer issuer = new CertificateIssuer();
  private final KeyedCertificate authority = issuer.authority(START, Duration.ofDays(3650));
  private final Authorities authorities = new Authorities(authority, Optional.empty());
  private final KeyedCertificate leaf =
      issuer.client(authority, "operator.fairlane.internal", START, NINETY_DAYS);

  @Test
  void issuesALeafWhereThereIsNone() {
    assertThat(CertificateAge.isLeafDue(Optional.empty(), authorities, START)).isTrue();
  }

  @Test
  void keepsALeafForTwoThirdsOfItsLife() {
    assertThat(isDue(authorities, START.plus(Duration.ofDays(59)))).isFalse();
    assertThat(isDue(authorities, START.plus(Duration.ofDays(60)))).isTrue();
  }

  @Test
  void replacesALeafOfAnUnknownAuthorityAtOnce() {
    Authorities strangers =
        new Authorities(issuer.authority(START, Duration.ofDays(3650)), Optional.empty());

    assertThat(isDue(strangers, START)).isTrue();
  }

  @Test
  void letsANewAuthoritySpreadBeforeItSigns() {
    Instant rotation = START.plus(Duration.ofDays(10));
    Authorities rotated = authorities.rotatedTo(issuer.authority(rotation, Duration.ofDays(3650)));

    assertThat(isDue(rotated, rotation.plus(Duration.ofMinutes(50)))).isFalse();
    assertThat(isDue(rotated, rotation.plus(Duration.ofHours(1)))).isTrue();
  }

  @Test
  void trustsBothAuthoritiesAfterARotation() {
    Authorities rotated = authorities.rotatedTo(issuer.authority(START, Duration.ofDays(3650)));

    assertThat(Pem.certificates(rotated.bundle()))
        .containsExactly(rotated.current().certificate(), authority.certificate());
  }

  @Test
  void survivesTheWayThroughASecret() {
    Authorities rotated = authorities.rotatedTo(issuer.authority(START, Duration.ofDays(3650)));

    Authorities read = PkiSecrets.authorities(PkiSecrets.of(rotated)).orElseThrow();

    assertThat(read.previous()).isEqualTo(rotated.previous());
    assertThat(read.current().certificate()).isEqualTo(rotated.current().certificate());
    assertThat(scalar(read.current())).isEqualTo(scalar(rotated.current()));
    assertThat(PkiSecrets.bundle(PkiSecrets.of(leaf, rotated.bundle())))
        .isEqualTo(rotated.bundle());
  }

  @Test
  void makesAnewWhatASecretDoesNotHold() {
    var empty = new SecretBuilder().build();

    assertThat(PkiSecrets.keyedCertificate(empty)).isEmpty();
    assertThat(PkiSecrets.bundle(empty)).isEmpty();
  }

  /** Two encodings of one key differ in what they add to it. */
  private static BigInteger scalar(KeyedCertificate keyed) {
    return ((ECPrivateKey) keyed.key()).getS();
  }

  private boolean isDue(Authorities of, Instant now) {
    return CertificateAge.isLeafDue(Optional.of(leaf), of, now);
  }
}
