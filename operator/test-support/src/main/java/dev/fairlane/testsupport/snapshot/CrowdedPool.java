package dev.fairlane.testsupport.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A pool of three workers on which three routers of two tenants run; two of them want more of the
 * first worker than it has. The same counters as the operator and as the plugin of kubectl get
 * them, and what both have to decide.
 */
public final class CrowdedPool {

  private static final String DECISION = "crowded-decision.json";

  private CrowdedPool() {}

  /** The objects and the forwarder's metrics, as {@code kubectl fairlane plan --record} writes. */
  public static String snapshot() {
    return text("crowded.json");
  }

  /** The manifest of the pool, in JSON. */
  public static String poolManifest() {
    try {
      return new ObjectMapper().readTree(snapshot()).path("pools").get(0).toString();
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An array of the forwarder's reports at the times of the metrics. */
  public static String reports() {
    return text("crowded-reports.json");
  }

  /** What is decided, as {@code kubectl fairlane plan -o json} prints it. */
  public static String decision() {
    return text(DECISION);
  }

  /** The decision's file in the sources, seen from another module's folder. */
  public static Path decisionFile() {
    return Path.of(
        "../test-support/src/main/resources/dev/fairlane/testsupport/snapshot", DECISION);
  }

  private static String text(String file) {
    try (InputStream in = CrowdedPool.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
