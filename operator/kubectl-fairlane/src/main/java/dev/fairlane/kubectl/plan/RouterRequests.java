package dev.fairlane.kubectl.plan;

import dev.fairlane.api.v1alpha1.AssignedPath;
import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.kubectl.cluster.ClusterState;
import dev.fairlane.kubectl.pool.PlacedRouters;
import dev.fairlane.kubectl.pool.Tenancy;
import dev.fairlane.placement.InterfaceRequest;
import dev.fairlane.placement.RouterRequest;
import dev.fairlane.placement.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What the routers that share a pool's forwarders ask for. Built once and then read. */
final class RouterRequests {

  private final ForwarderPool pool;
  private final List<RouterRequest> all = new ArrayList<>();
  private final Set<String> uids = new HashSet<>();
  private final List<String> notes = new ArrayList<>();

  RouterRequests(ForwarderPool pool, ClusterState state, PlacedRouters places) {
    this.pool = pool;
    for (VirtualRouter router : state.routersOf(pool.getMetadata().getName())) {
      Optional<PlacedRouters.Place> place = places.of(router);
      OptionalInt tenant = Tenancy.tenantOf(router, pool, state.namespaceLabels());
      if (place.isEmpty()) {
        notes.add(
            "The router %s is in no forwarder that routers share: it is left out."
                .formatted(nameOf(router)));
      } else if (tenant.isEmpty()) {
        notes.add(
            "No tenant of the pool is known to have the router %s: it is left out."
                .formatted(nameOf(router)));
      } else {
        add(router, tenant.getAsInt(), place.get().router());
      }
    }
  }

  private void add(VirtualRouter router, int tenant, AssignedRouter placed) {
    String uid = router.getMetadata().getUid();
    uids.add(uid);
    all.add(
        new RouterRequest(
            uid,
            nameOf(router),
            Integer.toString(tenant),
            Tenancy.weightOf(router),
            Tenancy.floorOf(router),
            Tenancy.ceilingOf(router),
            Instant.parse(router.getMetadata().getCreationTimestamp()).getEpochSecond(),
            placed.interfaces().stream()
                .map(each -> new InterfaceRequest(each.name(), each.device()))
                .toList(),
            placed.paths().stream().map(AssignedPath::interfaceName).toList()));
  }

  List<RouterRequest> all() {
    return all;
  }

  boolean has(String uid) {
    return uids.contains(uid);
  }

  /** The routers that are left out, and why. */
  List<String> notes() {
    return notes;
  }

  List<Tenant> tenants() {
    return Tenancy.tenantsOf(pool);
  }

  static String nameOf(AssignedRouter router) {
    return router.namespace() + "/" + router.name();
  }

  private static String nameOf(VirtualRouter router) {
    return router.getMetadata().getNamespace() + "/" + router.getMetadata().getName();
  }
}
