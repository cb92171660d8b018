package dev.fairlane.testsupport.apiserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The key with which the API server signs and checks the tokens of service accounts: two PEM files.
 *
 * @param privateKey file of the signing key (PKCS #8)
 * @param publicKey file of the checking key
 */
record ServiceAccountKey(Path privateKey, Path publicKey) {

  /** Writes a fresh EC key to two files in {@code directory}. */
  static ServiceAccountKey create(Path directory) {
    KeyPair pair = generate();
    ServiceAccountKey files =
        new ServiceAccountKey(
            directory.resolve("service-account.key"), directory.resolve("service-account.pub"));
    write(files.privateKey, "PRIVATE KEY", pair.getPrivate());
    write(files.publicKey, "PUBLIC KEY", pair.getPublic());
    return files;
  }

  private static KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no EC keys", e);
    }
  }

  private static void write(Path file, String label, Key key) {
    String body =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(key.getEncoded());
    try {
      Files.writeString(
          file, "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
