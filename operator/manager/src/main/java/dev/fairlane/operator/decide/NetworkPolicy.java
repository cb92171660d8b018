package dev.fairlane.operator.decide;

import dev.fairlane.api.v1alpha1.PoolNetwork;
import dev.fairlane.api.v1alpha1.RouterInterface;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.operator.model.Fact;
import dev.fairlane.operator.model.PoolSnapshot;
import dev.fairlane.operator.model.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Judges whether the pool's networks are such as a router's interfaces ask for. Pure. */
final class NetworkPolicy {

  private NetworkPolicy() {}

  static Optional<Fact> refusal(VirtualRouter router, PoolSnapshot snapshot) {
    Map<String, PoolNetwork> networks =
        snapshot.pool().getSpec().networks().stream()
            .collect(
                Collectors.toMap(
                    PoolNetwork::name, Function.identity(), (a, b) -> a, TreeMap::new));
    List<RouterInterface> interfaces = router.getSpec().interfaces();
    for (int index = 0; index < interfaces.size(); index++) {
      RouterInterface each = interfaces.get(index);
      PoolNetwork network = networks.get(each.network());
      String field = "spec.interfaces[%d]".formatted(index);
      Optional<Fact> refusal =
          network == null
              ? Optional.of(missing(field, each, snapshot.poolName(), networks))
              : place(field, each, network, DomUPolicy.isAsked(router));
      if (refusal.isPresent()) {
        return refusal;
      }
    }
    return Optional.empty();
  }

  private static Fact missing(
      String field, RouterInterface each, String pool, Map<String, PoolNetwork> known) {
    return Fact.no(
        Reason.NETWORK_NOT_FOUND,
        "%s.network: the pool %s has no network %s; it has %s."
            .formatted(field, pool, each.network(), String.join(", ", known.keySet())));
  }

  /** An attachment that is an interface's alone has its own MAC, and is in the VLAN it is in. */
  private static Optional<Fact> place(
      String field, RouterInterface each, PoolNetwork network, boolean domU) {
    if (network.sharing() != null && !domU) {
      return Optional.empty();
    }
    String why =
        domU
            ? "a router with placement DomU has attachments of its own"
            : "the attachments of network %s are not shared".formatted(network.name());
    if (each.mac() != null) {
      return Optional.of(
          Fact.no(Reason.MAC_NOT_SETTABLE, "%s.mac: %s; leave it out.".formatted(field, why)));
    }
    return each.vlan() == null
        ? Optional.empty()
        : Optional.of(
            Fact.no(Reason.VLAN_NOT_SETTABLE, "%s.vlan: %s; leave it out.".formatted(field, why)));
  }
}
