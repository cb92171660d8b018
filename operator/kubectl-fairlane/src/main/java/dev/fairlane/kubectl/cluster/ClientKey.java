package dev.fairlane.kubectl.cluster;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What kind of key a kubeconfig has: the client library takes every PKCS #8 key for one of RSA
 * unless it is told otherwise. Pure.
 */
final class ClientKey {

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN (?:([A-Z]+) )?PRIVATE KEY-----([^-]*)-----END");
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");

  private ClientKey() {}

  /**
   * @param pem a private key, which parameters of its curve may precede
   * @return RSA, EC or Ed25519; nothing when it is none of these
   */
  static Optional<String> algorithmOf(String pem) {
    Matcher matcher = PEM.matcher(pem);
    if (!matcher.find()) {
      return Optional.empty();
    }
    if (matcher.group(1) != null) {
      return Optional.of(matcher.group(1)).filter(ALGORITHMS::contains);
    }
    byte[] der = Base64.getMimeDecoder().decode(matcher.group(2));
    return ALGORITHMS.stream().filter(algorithm -> isKey(der, algorithm)).findFirst();
  }

  private static boolean isKey(byte[] der, String algorithm) {
    try {
      KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
