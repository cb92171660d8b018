package dev.fairlane.operator.pki;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/**
 * PEM text of certificates and of P-256 private keys (PKCS 8). Malformed text is an {@link
 * IllegalArgumentException}.
 */
public final class Pem {

  private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});
  private static final String KEY = "PRIVATE KEY";
  private static final int ORDER_BITS = 256;
  private static final String CERTIFICATE = "CERTIFICATE";

  private Pem() {}

  public static String of(X509Certificate certificate) {
    try {
      return block(CERTIFICATE, certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the certificate cannot be encoded", e);
    }
  }

  /**
   * The private key, with the public one in it: RFC 5915 lets it out, Java does, and GnuTLS reads
   * no key without it.
   */
  public static String ofKey(KeyedCertificate keyed) {
    try {
      PrivateKeyInfo bare = PrivateKeyInfo.getInstance(keyed.key().getEncoded());
      var scalar = ECPrivateKey.getInstance(bare.parsePrivateKey()).getKey();
      var point =
          SubjectPublicKeyInfo.getInstance(keyed.certificate().getPublicKey().getEncoded())
              .getPublicKeyData();
      var whole = new ECPrivateKey(ORDER_BITS, scalar, point, null);
      return block(KEY, new PrivateKeyInfo(bare.getPrivateKeyAlgorithm(), whole).getEncoded());
    } catch (IOException e) {
      throw new IllegalArgumentException("not an EC private key", e);
    }
  }

  /** All the certificates in the text, in order. */
  public static List<X509Certificate> certificates(String pem) {
    try {
      List<X509Certificate> all = new ArrayList<>();
      var bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
      CertificateFactory.getInstance("X.509")
          .generateCertificates(bytes)
          .forEach(each -> all.add((X509Certificate) each));
      if (all.isEmpty()) {
        throw new IllegalArgumentException("no certificate in the text");
      }
      return all;
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not a PEM certificate", e);
    }
  }

  public static PrivateKey privateKey(String pem) {
    String begin = "-----BEGIN " + KEY + "-----";
    String end = "-----END " + KEY + "-----";
    int from = pem.indexOf(begin);
    int to = pem.indexOf(end);
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("not a PEM private key");
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), to));
      return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an EC private key", e);
    }
  }

  private static String block(String type, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(type, LINES.encodeToString(der), type);
  }
}
