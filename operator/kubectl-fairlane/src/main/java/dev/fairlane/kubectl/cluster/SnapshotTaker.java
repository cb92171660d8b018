package dev.fairlane.kubectl.cluster;

import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.kubectl.figures.SampleReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes a snapshot of a pool: reads its forwarders' metrics twice. */
public final class SnapshotTaker {

  private final Cluster cluster;
  private final List<String> notes = new ArrayList<>();

  public SnapshotTaker(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * @param pause waits for the time between the readings
   */
  public Snapshot take(ClusterState state, String pool, Runnable pause) {
    List<Forwarder> forwarders = state.dom0sOf(pool);
    Map<String, String> first = read(forwarders);
    if (!first.isEmpty()) {
      pause.run();
    }
    Map<String, String> later = read(forwarders);
    Map<String, List<String>> both = new HashMap<>();
    first.forEach(
        (name, text) -> {
          if (later.containsKey(name)) {
            both.put(name, List.of(text, later.get(name)));
          }
        });
    return Snapshot.of(state, both, notes.stream().distinct().toList());
  }

  private Map<String, String> read(List<Forwarder> forwarders) {
    Map<String, String> texts = new HashMap<>();
    for (Forwarder forwarder : forwarders) {
      try {
        String text = cluster.metrics(forwarder);
        SampleReader.read(text);
        texts.put(forwarder.getMetadata().getName(), text);
      } catch (ClusterProblem e) {
        notes.add(
            "No live figures of %s. %s"
                .formatted(forwarder.getMetadata().getName(), e.getMessage()));
      } catch (IllegalArgumentException e) {
        notes.add(
            "No live figures of %s. Its metrics cannot be read: %s."
                .formatted(forwarder.getMetadata().getName(), e.getMessage()));
      }
    }
    return texts;
  }
}
