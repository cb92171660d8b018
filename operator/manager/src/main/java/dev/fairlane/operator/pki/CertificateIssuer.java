package dev.fairlane.operator.pki;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes ECDSA P-256 certificates: authorities, servers (forwarders) and clients (the operator). */
public final class CertificateIssuer {

  /** Clocks of nodes may be this much behind. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

  private static final int SERIAL_BITS = 127;

  private final SecureRandom random = new SecureRandom();

  /** A new self-signed authority that may sign leaves only. */
  public KeyedCertificate authority(Instant now, Duration lifetime) {
    KeyPair keys = keyPair();
    var serial = serial();
    // The serial number in the name tells an old authority from its successor.
    var name = new X500Principal("CN=Fairlane authority " + serial.toString(36));
    var builder = builder(name, name, serial, now, lifetime, keys.getPublic());
    return sign(
        builder,
        keys,
        keys.getPrivate(),
        extensions -> {
          extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
          extensions.addExtension(
              Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
          extensions.addExtension(
              Extension.subjectKeyIdentifier,
              false,
              new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
        });
  }

  /** A certificate for a TLS server of this DNS name. */
  public KeyedCertificate server(
      KeyedCertificate authority, String dnsName, Instant now, Duration lifetime) {
    return leaf(authority, dnsName, KeyPurposeId.id_kp_serverAuth, now, lifetime);
  }

  /** A certificate for a TLS client of this DNS name. */
  public KeyedCertificate client(
      KeyedCertificate authority, String dnsName, Instant now, Duration lifetime) {
    return leaf(authority, dnsName, KeyPurposeId.id_kp_clientAuth, now, lifetime);
  }

  private KeyedCertificate leaf(
      KeyedCertificate authority,
      String dnsName,
      KeyPurposeId purpose,
      Instant now,
      Duration lifetime) {
    KeyPair keys = keyPair();
    var issuer = authority.certificate();
    // A common name has at most 64 characters; the name that is verified is the alternative one.
    var subject = new X500Principal("O=Fairlane");
    var builder =
        builder(
            issuer.getSubjectX500Principal(), subject, serial(), now, lifetime, keys.getPublic());
    return sign(
        builder,
        keys,
        authority.key(),
        extensions -> {
          extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
          extensions.addExtension(
              Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
          extensions.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purpose));
          extensions.addExtension(
              Extension.subjectAlternativeName,
              false,
              new GeneralNames(new GeneralName(GeneralName.dNSName, dnsName)));
          extensions.addExtension(
              Extension.authorityKeyIdentifier,
              false,
              new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(issuer.getPublicKey()));
        });
  }

  private JcaX509v3CertificateBuilder builder(
      X500Principal issuer,
      X500Principal subject,
      BigInteger serial,
      Instant now,
      Duration lifetime,
      PublicKey key) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        serial,
        Date.from(now.minus(CLOCK_SKEW)),
        Date.from(now.plus(lifetime)),
        subject,
        key);
  }

  private KeyedCertificate sign(
      JcaX509v3CertificateBuilder builder,
      KeyPair keys,
      PrivateKey signingKey,
      Extensions extensions) {
    try {
      extensions.addTo(builder);
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(signingKey);
      var certificate = new JcaX509CertificateConverter().getCertificate(builder.build(signer));
      return new KeyedCertificate(certificate, keys.getPrivate());
    } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
      throw new IllegalStateException("P-256 and SHA-256 are in every Java runtime", e);
    }
  }

  private KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("P-256 is in every Java runtime", e);
    }
  }

  private BigInteger serial() {
    return new BigInteger(SERIAL_BITS, random).setBit(0);
  }

  /** Adds the extensions that make a certificate what it is. */
  private interface Extensions {
    void addTo(JcaX509v3CertificateBuilder builder)
        throws GeneralSecurityException, CertIOException;
  }
}
