package dev.fairlane.operator.model;

import dev.fairlane.api.v1alpha1.VirtualRouter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Stands for the value of a router's annotation {@value #ANNOTATION}: a tenant sets it to another
 * value to have quarantined paths made anew. Pure.
 */
public final class ReleaseToken {

  public static final String ANNOTATION = "fairlane.dev/release";

  private static final int BYTES = 16;

  private ReleaseToken() {}

  /** 32 hexadecimal digits, the same for the same value; nothing without the annotation. */
  public static Optional<String> of(VirtualRouter router) {
    return Optional.ofNullable(router.getMetadata().getAnnotations())
        .map(annotations -> annotations.get(ANNOTATION))
        .map(ReleaseToken::digest);
  }

  /** An annotation may hold anything, and much of it; the control interface takes a short word. */
  private static String digest(String value) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
