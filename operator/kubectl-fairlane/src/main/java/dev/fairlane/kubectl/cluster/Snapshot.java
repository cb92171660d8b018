package dev.fairlane.kubectl.cluster;

import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.kubectl.figures.LiveFigures;
import dev.fairlane.kubectl.figures.SampleReader;
import dev.fairlane.kubectl.figures.Window;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pool's objects and what its forwarders served at /metrics at two times: all that a plan depends
 * on, in a form that can be kept in a file.
 *
 * @param time RFC 3339
 * @param metrics the earlier and the later text, by forwarder
 * @param notes what was not to be seen
 */
public record Snapshot(
    String time,
    List<ForwarderPool> pools,
    List<VirtualRouter> routers,
    List<Forwarder> forwarders,
    Map<String, Map<String, String>> namespaceLabels,
    Map<String, List<String>> metrics,
    List<String> notes) {

  public Snapshot {
    if (time == null || pools == null || routers == null || forwarders == null) {
      throw new IllegalArgumentException("time, pools, routers and forwarders are needed");
    }
    pools = List.copyOf(pools);
    routers = List.copyOf(routers);
    forwarders = List.copyOf(forwarders);
    namespaceLabels = namespaceLabels == null ? Map.of() : Map.copyOf(namespaceLabels);
    metrics = metrics == null ? Map.of() : Map.copyOf(metrics);
    notes = notes == null ? List.of() : List.copyOf(notes);
  }

  public static Snapshot of(
      ClusterState state, Map<String, List<String>> metrics, List<String> notes) {
    List<String> all = new ArrayList<>(state.notes());
    all.addAll(notes);
    return new Snapshot(
        state.time().toString(),
        state.pools(),
        state.routers(),
        state.forwarders(),
        state.namespaceLabels(),
        metrics,
        all);
  }

  public ClusterState state() {
    return new ClusterState(
        Instant.parse(time), routers, true, pools, forwarders, namespaceLabels, notes);
  }

  /**
   * @throws IllegalArgumentException when something is missing or is not what it has to be
   */
  void requireSense() {
    try {
      Instant.parse(time);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(e);
    }
    metrics.forEach(
        (forwarder, texts) -> {
          if (texts.size() != 2) {
            throw new IllegalArgumentException(
                "%d metrics of %s, and 2 are needed".formatted(texts.size(), forwarder));
          }
        });
    live();
  }

  /**
   * @throws IllegalArgumentException when a text is not a forwarder's
   */
  public LiveFigures live() {
    Map<String, Window> windows = new HashMap<>();
    metrics.forEach(
        (forwarder, texts) ->
            windows.put(
                forwarder,
                new Window(SampleReader.read(texts.get(0)), SampleReader.read(texts.get(1)))));
    return new LiveFigures(windows, List.of());
  }

  /**
   * The same with the specs of manifests in place of those of the objects of the same name. What is
   * not in the snapshot has no place and no figures: it is named in the notes.
   */
  public Snapshot with(List<HasMetadata> manifests) {
    List<ForwarderPool> otherPools = new ArrayList<>(pools);
    List<VirtualRouter> otherRouters = new ArrayList<>(routers);
    List<String> otherNotes = new ArrayList<>(notes);
    for (HasMetadata manifest : manifests) {
      boolean known =
          switch (manifest) {
            case ForwarderPool pool -> replace(otherPools, pool, this::withSpec);
            case VirtualRouter router -> replace(otherRouters, router, this::withSpec);
            default -> true;
          };
      if (!known) {
        otherNotes.add(
            "%s %s is not in the snapshot: it is left out."
                .formatted(manifest.getKind(), manifest.getMetadata().getName()));
      }
    }
    return new Snapshot(
        time, otherPools, otherRouters, forwarders, namespaceLabels, metrics, otherNotes);
  }

  private interface Respec<R> {
    R apply(R known, R manifest);
  }

  private static <R extends HasMetadata> boolean replace(
      List<R> all, R manifest, Respec<R> respec) {
    for (int i = 0; i < all.size(); i++) {
      if (isSame(all.get(i), manifest)) {
        all.set(i, respec.apply(all.get(i), manifest));
        return true;
      }
    }
    return false;
  }

  private static boolean isSame(HasMetadata known, HasMetadata manifest) {
    return known.getMetadata().getName().equals(manifest.getMetadata().getName())
        && Optional.ofNullable(known.getMetadata().getNamespace())
            .equals(Optional.ofNullable(manifest.getMetadata().getNamespace()));
  }

  private ForwarderPool withSpec(ForwarderPool known, ForwarderPool manifest) {
    ForwarderPool next = new ForwarderPool();
    next.setMetadata(known.getMetadata());
    next.setSpec(manifest.getSpec());
    next.setStatus(known.getStatus());
    return next;
  }

  private VirtualRouter withSpec(VirtualRouter known, VirtualRouter manifest) {
    VirtualRouter next = new VirtualRouter();
    next.setMetadata(known.getMetadata());
    next.setSpec(manifest.getSpec());
    next.setStatus(known.getStatus());
    return next;
  }
}
