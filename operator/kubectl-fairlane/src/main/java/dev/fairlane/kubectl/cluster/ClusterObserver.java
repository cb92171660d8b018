package dev.fairlane.kubectl.cluster;

import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.kubectl.cluster.ClusterProblem.Kind;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Takes one look at the cluster. A tenant who may see the routers of one namespace alone gets what
 * there is, with notes on the rest.
 */
public final class ClusterObserver {

  private final Cluster cluster;
  private final InstantSource clock;

  public ClusterObserver(Cluster cluster, InstantSource clock) {
    this.cluster = cluster;
    this.clock = clock;
  }

  /**
   * @param namespace what the caller asked for; absent: all namespaces
   * @throws ClusterProblem when not even the routers that were asked for can be read
   */
  public ClusterState observe(Optional<String> namespace) {
    List<String> notes = new ArrayList<>();
    Optional<List<VirtualRouter>> all =
        namespace.isEmpty()
            ? Optional.of(cluster.routers(Optional.empty()))
            : permitted(() -> cluster.routers(Optional.empty()), notes);
    List<VirtualRouter> routers = all.orElseGet(() -> cluster.routers(namespace));
    return new ClusterState(
        clock.instant(),
        routers,
        all.isPresent(),
        permitted(cluster::pools, notes).orElse(List.of()),
        permitted(cluster::forwarders, notes).orElse(List.of()),
        permitted(this::namespaceLabels, notes).orElse(Map.of()),
        notes);
  }

  private Map<String, Map<String, String>> namespaceLabels() {
    Map<String, Map<String, String>> labels = new HashMap<>();
    cluster
        .namespaces()
        .forEach(
            each ->
                labels.put(
                    each.getMetadata().getName(),
                    Optional.ofNullable(each.getMetadata().getLabels()).orElse(Map.of())));
    return labels;
  }

  /** Nothing, and a note, when the caller lacks the right. */
  private static <T> Optional<T> permitted(Supplier<T> request, List<String> notes) {
    try {
      return Optional.of(request.get());
    } catch (ClusterProblem e) {
      if (e.kind() != Kind.FORBIDDEN) {
        throw e;
      }
      notes.add(e.getMessage());
      return Optional.empty();
    }
  }
}
