package dev.fairlane.operator.pki;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Certificates to and from Secrets of type kubernetes.io/tls. Pure. */
public final class PkiSecrets {

  static final String CERTIFICATE = "tls.crt";
  static final String KEY = "tls.key";
  static final String TRUSTED = "ca.crt";

  /** Of the authority's Secret: the certificate of its predecessor. */
  static final String PREVIOUS = "previous.crt";

  private PkiSecrets() {}

  public static Secret of(Authorities authorities) {
    Map<String, String> data = pair(authorities.current());
    authorities.previous().ifPresent(previous -> data.put(PREVIOUS, encode(Pem.of(previous))));
    return new SecretBuilder().withType("kubernetes.io/tls").withData(data).build();
  }

  public static Secret of(KeyedCertificate leaf, String bundle) {
    Map<String, String> data = pair(leaf);
    data.put(TRUSTED, encode(bundle));
    return new SecretBuilder().withType("kubernetes.io/tls").withData(data).build();
  }

  /** Nothing when the Secret is not what this class writes, so that it is made anew. */
  public static Optional<KeyedCertificate> keyedCertificate(Secret secret) {
    try {
      return text(secret, CERTIFICATE)
          .flatMap(
              certificate ->
                  text(secret, KEY)
                      .map(
                          key ->
                              new KeyedCertificate(
                                  Pem.certificates(certificate).get(0), Pem.privateKey(key))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  public static Optional<Authorities> authorities(Secret secret) {
    return keyedCertificate(secret).map(current -> new Authorities(current, previous(secret)));
  }

  /** The bundle of trusted authorities, empty when there is none. */
  public static String bundle(Secret secret) {
    return text(secret, TRUSTED).orElse("");
  }

  private static Optional<X509Certificate> previous(Secret secret) {
    return text(secret, PREVIOUS).map(pem -> Pem.certificates(pem).get(0));
  }

  private static Map<String, String> pair(KeyedCertificate keyed) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put(CERTIFICATE, encode(Pem.of(keyed.certificate())));
    data.put(KEY, encode(Pem.ofKey(keyed)));
    return data;
  }

  private static Optional<String> text(Secret secret, String key) {
    return Optional.ofNullable(secret.getData())
        .map(data -> data.get(key))
        .map(value -> new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8));
  }

  private static String encode(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
