package dev.fairlane.operator.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.junit.jupiter.api.Test;

class CertificateIssuerTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Duration LIFE = Duration.ofDays(90);
  private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

  private final CertificateIssuer issuer = new CertificateIssuer();
  private final KeyedCertificate authority = issuer.authority(NOW, Duration.ofDays(3650));

  @Test
  void issuesServersThatCannotBeClients() throws Exception {
    X509Certificate server =
        issuer.server(authority, "edge-a.forwarder.fairlane.internal", NOW, LIFE).certificate();

    assertThat(server.getExtendedKeyUsage()).containsExactly(SERVER_AUTH);
    assertThat(names(server)).containsExactly("edge-a.forwarder.fairlane.internal");
    assertThat(server.getBasicConstraints()).isEqualTo(-1);
    assertThat(
            ((ECPublicKey) server.getPublicKey()).getParams().getCurve().getField().getFieldSize())
        .isEqualTo(256);
    assertThatCode(() -> server.verify(authority.certificate().getPublicKey()))
        .doesNotThrowAnyException();
  }

  @Test
  void issuesClientsThatCannotBeServers() throws Exception {
    X509Certificate client =
        issuer.client(authority, "operator.fairlane.internal", NOW, LIFE).certificate();

    assertThat(client.getExtendedKeyUsage()).containsExactly(CLIENT_AUTH);
    assertThat(names(client)).containsExactly("operator.fairlane.internal");
  }

  @Test
  void makesAuthoritiesThatSignLeavesOnly() {
    assertThat(authority.certificate().getBasicConstraints()).isZero();
    assertThat(authority.certificate().getKeyUsage()[5]).as("keyCertSign").isTrue();
  }

  @Test
  void letsClocksBeFiveMinutesBehind() {
    assertThat(authority.notBefore()).isEqualTo(NOW.minus(Duration.ofMinutes(5)));
    assertThat(authority.notAfter()).isEqualTo(NOW.plus(Duration.ofDays(3650)));
  }

  @Test
  void readsBackWhatItWroteAsPem() {
    KeyedCertificate leaf = issuer.server(authority, "a.forwarder.fairlane.internal", NOW, LIFE);

    assertThat(Pem.certificates(Pem.of(leaf.certificate()))).containsExactly(leaf.certificate());
    assertThat(scalar(Pem.privateKey(Pem.ofKey(leaf)))).isEqualTo(scalar(leaf.key()));
  }

  @Test
  void refusesTextThatIsNotPem() {
    assertThatThrownBy(() -> Pem.certificates("nonsense"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Pem.privateKey("nonsense"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static List<Object> names(X509Certificate certificate) throws Exception {
    return certificate.getSubjectAlternativeNames().stream()
        .<Object>map(name -> name.get(1))
        .toList();
  }

  @Test
  void aWrittenKeyCarriesItsPublicKeyForReadersThatNeedIt() {
    KeyedCertificate leaf = issuer.server(authority, "a.forwarder.fairlane.internal", NOW, LIFE);
    byte[] der =
        Base64.getMimeDecoder().decode(Pem.ofKey(leaf).replaceAll("-----[A-Z ]+-----", ""));
    byte[] point =
        SubjectPublicKeyInfo.getInstance(leaf.certificate().getPublicKey().getEncoded())
            .getPublicKeyData()
            .getBytes();

    assertThat(HexFormat.of().formatHex(der)).endsWith(HexFormat.of().formatHex(point));
  }

  private static BigInteger scalar(PrivateKey key) {
    return ((ECPrivateKey) key).getS();
  }
}
