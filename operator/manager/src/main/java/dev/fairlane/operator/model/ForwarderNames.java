package dev.fairlane.operator.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names of Forwarder objects, which are also those of their pods and Secrets. Pure. */
public final class ForwarderNames {

  static final int LONGEST = 50;
  private static final int HASH_DIGITS = 8;

  private ForwarderNames() {}

  /**
   * {@code POOL-NODE} if that is at most 50 characters, a DNS label, and says where the pool's name
   * ends: the pool has no dash. Else with a hash of both, so that the pool a-b on the node c and
   * the pool a on the node b-c have two names.
   *
   * @param pool a DNS label
   * @param node a DNS subdomain
   */
  public static String of(String pool, String node) {
    String name = pool + "-" + node;
    if (name.length() <= LONGEST && name.indexOf('.') < 0 && pool.indexOf('-') < 0) {
      return name;
    }
    String label = name.replace('.', '-');
    String head = label.substring(0, Math.min(label.length(), LONGEST - HASH_DIGITS - 1));
    return head + "-" + hash(pool + "/" + node);
  }

  /**
   * The name of a router's own forwarder: {@code NAMESPACE-ROUTER} with a hash of its uid, so that
   * a router that is made anew under its name has another one.
   *
   * @param namespace a DNS label
   * @param router a DNS subdomain
   */
  public static String ofRouter(String namespace, String router, String uid) {
    String label = (namespace + "-" + router).replace('.', '-');
    String head = label.substring(0, Math.min(label.length(), LONGEST - HASH_DIGITS - 1));
    return head + "-" + hash(uid);
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is in every Java runtime", e);
    }
  }
}
