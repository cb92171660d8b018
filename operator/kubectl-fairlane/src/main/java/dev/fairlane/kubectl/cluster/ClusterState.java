package dev.fairlane.kubectl.cluster;

import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.ForwarderRole;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one look at the cluster gave. Nobody changes the objects.
 *
 * @param routers those that the caller may see
 * @param complete whether {@code routers} are those of the whole cluster
 * @param namespaceLabels by namespace; empty when the caller may not see them
 * @param notes what could not be read and why, in sentences
 */
public record ClusterState(
    Instant time,
    List<VirtualRouter> routers,
    boolean complete,
    List<ForwarderPool> pools,
    List<Forwarder> forwarders,
    Map<String, Map<String, String>> namespaceLabels,
    List<String> notes) {

  public ClusterState {
    routers = List.copyOf(routers);
    pools = List.copyOf(pools);
    forwarders = List.copyOf(forwarders);
    namespaceLabels = Map.copyOf(namespaceLabels);
    notes = List.copyOf(notes);
  }

  public Optional<ForwarderPool> pool(String name) {
    return pools.stream().filter(pool -> pool.getMetadata().getName().equals(name)).findFirst();
  }

  public Optional<Forwarder> forwarder(String name) {
    return forwarders.stream()
        .filter(each -> each.getMetadata().getName().equals(name))
        .findFirst();
  }

  /** The routers that name the pool. */
  public List<VirtualRouter> routersOf(String pool) {
    return routers.stream()
        .filter(router -> router.getSpec().poolRef().name().equals(pool))
        .toList();
  }

  /** The forwarders of the pool that routers share. */
  public List<Forwarder> dom0sOf(String pool) {
    return forwarders.stream()
        .filter(each -> each.getSpec().role() != ForwarderRole.DOMU)
        .filter(each -> each.getSpec().poolRef().name().equals(pool))
        .toList();
  }
}
