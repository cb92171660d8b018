package dev.fairlane.operator.configuration;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Hardware addresses for interfaces that share a device and were given none. Pure. */
final class DerivedMac {

  private static final int BYTES = 6;
  private static final int GROUP = 0x01;
  private static final int LOCALLY_ADMINISTERED = 0x02;

  private DerivedMac() {}

  /**
   * The first 46 bits that a hash leaves, as a locally administered address of one station (IEEE
   * 802, 8.2): always the same for that interface, and another one for any other.
   */
  static String of(String routerUid, String interfaceName) {
    byte[] hash = sha256(routerUid + "/" + interfaceName);
    hash[0] = (byte) (hash[0] & ~GROUP | LOCALLY_ADMINISTERED);
    return IntStream.range(0, BYTES)
        .mapToObj(index -> "%02x".formatted(hash[index]))
        .collect(Collectors.joining(":"));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
