package dev.fairlane.operator.model;

import dev.fairlane.api.v1alpha1.VirtualRouter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Stands for what a router takes from outside its spec: the value of its annotation {@value
 * #ANNOTATION}, which a tenant sets to another value to have quarantined paths made anew, and the
 * values of its parameters. Pure.
 */
public final class ReleaseToken {

  public static final String ANNOTATION = "fairlane.dev/release";

  private static final int BYTES = 16;

  private ReleaseToken() {}

  /**
   * 32 hexadecimal digits, the same for the same values; nothing without the annotation and without
   * parameters.
   */
  public static Optional<String> of(VirtualRouter router, ClickParameters parameters) {
    Optional<String> annotation = annotation(router);
    if (parameters.values().isEmpty()) {
      return annotation.map(ReleaseToken::digest);
    }
    StringBuilder text = new StringBuilder(annotation.orElse(""));
    new TreeMap<>(parameters.values())
        .forEach((name, value) -> text.append('\0').append(name).append('=').append(value));
    return Optional.of(digest(text.toString()));
  }

  /** The value of the annotation. */
  public static Optional<String> annotation(VirtualRouter router) {
    return Optional.ofNullable(router.getMetadata().getAnnotations())
        .map(annotations -> annotations.get(ANNOTATION));
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
