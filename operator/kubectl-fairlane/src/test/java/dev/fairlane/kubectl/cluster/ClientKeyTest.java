package dev.fairlane.kubectl.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientKeyTest {

  @ParameterizedTest
  @CsvSource({"RSA, RSA", "EC, EC", "Ed25519, Ed25519"})
  void tellsThePkcs8KeysOfKubeconfigsApart(String generated, String algorithm)
      throws GeneralSecurityException {
    byte[] der =
        KeyPairGenerator.getInstance(generated).generateKeyPair().getPrivate().getEncoded();
    String pem =
        "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n"
            .formatted(Base64.getMimeEncoder().encodeToString(der));

    assertThat(ClientKey.algorithmOf(pem)).contains(algorithm);
  }

  @Test
  void takesTheWordOfOlderFormats() {
    String parameters =
        "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";

    assertThat(ClientKey.algorithmOf(parameters + key("EC "))).contains("EC");
    assertThat(ClientKey.algorithmOf(key("RSA "))).contains("RSA");
  }

  @Test
  void knowsNothingOfOtherKeys() {
    assertThat(ClientKey.algorithmOf(key("ENCRYPTED "))).isEmpty();
    assertThat(ClientKey.algorithmOf(key(""))).isEmpty();
    assertThat(ClientKey.algorithmOf("no key")).isEmpty();
  }

  private static String key(String kind) {
    return "-----BEGIN %1$sPRIVATE KEY-----\nAAAA\n-----END %1$sPRIVATE KEY-----\n".formatted(kind);
  }
}
