package dev.fairlane.operator.planning;

import dev.fairlane.api.v1alpha1.ForwarderSpec;
import dev.fairlane.api.v1alpha1.RouterReference;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.operator.decide.DomUSite;
import dev.fairlane.operator.model.ObservedForwarder;
import dev.fairlane.operator.model.ObservedNode;
import dev.fairlane.operator.model.PoolSnapshot;
import dev.fairlane.operator.model.RouterDevices;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The forwarders that routers are to have for themselves, and their nodes. Pure. */
final class DomUSites {

  private DomUSites() {}

  /** A router for which no node takes new pods has none. */
  static List<DomUSite> of(List<RouterSite> sites, PoolSnapshot snapshot) {
    Map<String, Integer> onNode = new HashMap<>();
    snapshot.domUs().forEach(each -> onNode.merge(each.nodeName(), 1, Integer::sum));
    List<DomUSite> wanted = new ArrayList<>();
    for (RouterSite site : sites) {
      if (site.own().isPresent()) {
        wanted.add(present(site, site.own().get(), snapshot));
      } else {
        node(snapshot, onNode)
            .ifPresent(
                node -> {
                  onNode.merge(node, 1, Integer::sum);
                  wanted.add(asked(site.router(), node, snapshot));
                });
      }
    }
    return wanted;
  }

  /** What is refused does not change the pod either. */
  private static DomUSite present(RouterSite site, ObservedForwarder own, PoolSnapshot snapshot) {
    ForwarderSpec spec = own.resource().getSpec();
    return site.kept().isPresent()
        ? new DomUSite(spec.router(), spec.nodeName(), spec.devices(), spec.domU())
        : asked(site.router(), spec.nodeName(), snapshot);
  }

  private static DomUSite asked(VirtualRouter router, String node, PoolSnapshot snapshot) {
    return new DomUSite(
        new RouterReference(
            router.getMetadata().getNamespace(),
            router.getMetadata().getName(),
            router.getMetadata().getUid()),
        node,
        RouterDevices.of(router, snapshot.pool().getSpec()),
        RouterSite.domU(router));
  }

  /** The node with the fewest such forwarders, the first by name among equals. */
  private static Optional<String> node(PoolSnapshot snapshot, Map<String, Integer> onNode) {
    return snapshot.selectedNodes().stream()
        .filter(ObservedNode::usable)
        .map(ObservedNode::name)
        .min(
            Comparator.comparing((String name) -> onNode.getOrDefault(name, 0))
                .thenComparing(Comparator.naturalOrder()));
  }
}
