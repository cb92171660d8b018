package dev.fairlane.e2e;

import io.fabric8.kubernetes.api.model.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** With what a client shows itself to a forwarder; it trusts the Secret's authority. */
final class TlsIdentity {

  private static final char[] NO_PASSWORD = new char[0];

  private final SSLSocketFactory socketFactory;

  private TlsIdentity(SSLSocketFactory socketFactory) {
    this.socketFactory = socketFactory;
  }

  /** The certificate and key of a Secret. */
  static TlsIdentity of(Secret secret) throws GeneralSecurityException, IOException {
    KeyStore own = empty();
    Certificate[] chain = certificates(secret, "tls.crt").toArray(Certificate[]::new);
    own.setKeyEntry("own", key(secret), NO_PASSWORD, chain);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, NO_PASSWORD);
    return of(keys.getKeyManagers(), secret);
  }

  /** No certificate at all; only the trusted authority is the Secret's. */
  static TlsIdentity anonymous(Secret secret) throws GeneralSecurityException, IOException {
    return of(new KeyManager[0], secret);
  }

  SSLSocketFactory socketFactory() {
    return socketFactory;
  }

  private static TlsIdentity of(KeyManager[] keys, Secret secret)
      throws GeneralSecurityException, IOException {
    KeyStore trusted = empty();
    List<Certificate> authorities = List.copyOf(certificates(secret, "ca.crt"));
    for (int i = 0; i < authorities.size(); i++) {
      trusted.setCertificateEntry("authority-" + i, authorities.get(i));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(keys, trust.getTrustManagers(), null);
    return new TlsIdentity(context.getSocketFactory());
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    return store;
  }

  private static Collection<? extends Certificate> certificates(Secret secret, String entry)
      throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509")
        .generateCertificates(new ByteArrayInputStream(bytes(secret, entry)));
  }

  private static PrivateKey key(Secret secret) throws GeneralSecurityException {
    String pem = new String(bytes(secret, "tls.key"), StandardCharsets.US_ASCII);
    byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
    return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
  }

  private static byte[] bytes(Secret secret, String entry) {
    return Base64.getDecoder().decode(secret.getData().get(entry));
  }
}
