package dev.fairlane.testsupport.forwarder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/**
 * A certificate that is its own authority, as PEM texts, made by the JDK's keytool.
 *
 * @param certificate the certificate
 * @param key its private key
 */
record SelfSigned(String certificate, String key) {

  private static final String PASSWORD = "changeit";

  /**
   * @param names subject alternative names as keytool writes them, for example
   *     dns:a.example,ip:127.0.0.1
   * @param usage serverAuth or clientAuth
   */
  static SelfSigned create(Path directory, String names, String usage) throws Exception {
    Path store = Files.createTempDirectory(directory, "keys").resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-alias",
                "own",
                "-keyalg",
                "EC",
                "-dname",
                "CN=test",
                "-ext",
                "san=" + names,
                "-ext",
                "eku=" + usage)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (!keytool.waitFor(30, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      throw new IllegalStateException("keytool failed");
    }
    return read(store);
  }

  private static SelfSigned read(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return new SelfSigned(
        pem("CERTIFICATE", store.getCertificate("own").getEncoded()),
        pem("PRIVATE KEY", store.getKey("own", PASSWORD.toCharArray()).getEncoded()));
  }

  private static String pem(String label, byte[] der) {
    String body =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }
}
