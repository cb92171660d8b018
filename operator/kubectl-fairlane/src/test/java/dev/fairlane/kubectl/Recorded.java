package dev.fairlane.kubectl;

import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.kubectl.cluster.ClusterState;
import dev.fairlane.kubectl.figures.LiveFigures;
import dev.fairlane.kubectl.figures.Sample;
import dev.fairlane.kubectl.figures.SampleReader;
import dev.fairlane.kubectl.figures.Window;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A pool on a node with two workers; edge and wire run there, late found no free attachment. The
 * metrics are 2 s apart.
 */
public final class Recorded {

  public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  public static final String FORWARDER = "edge-node-1";

  private Recorded() {}

  public static ClusterState state() {
    return state(true, List.of());
  }

  public static ClusterState state(boolean complete, List<String> notes) {
    Map<String, Map<String, String>> labels = new HashMap<>();
    objects("namespaces.yaml", Namespace.class)
        .forEach(each -> labels.put(each.getMetadata().getName(), each.getMetadata().getLabels()));
    return new ClusterState(
        NOW,
        objects("routers.yaml", VirtualRouter.class),
        complete,
        objects("pool.yaml", ForwarderPool.class),
        objects("forwarders.yaml", Forwarder.class),
        labels,
        notes);
  }

  public static VirtualRouter router(String name) {
    return state().routers().stream()
        .filter(router -> router.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  public static List<Event> events() {
    return objects("events.yaml", Event.class);
  }

  public static Sample first() {
    return SampleReader.read(text("metrics-first.txt"));
  }

  public static Sample later() {
    return SampleReader.read(text("metrics-later.txt"));
  }

  public static LiveFigures live() {
    return new LiveFigures(Map.of(FORWARDER, new Window(first(), later())), List.of());
  }

  public static <T extends HasMetadata> List<T> objects(String file, Class<T> kind) {
    return Arrays.stream(text(file).split("(?m)^---$"))
        .map(document -> Serialization.unmarshal(document, kind))
        .toList();
  }

  public static String text(String file) {
    try (InputStream in = Recorded.class.getResourceAsStream("/recorded/" + file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
