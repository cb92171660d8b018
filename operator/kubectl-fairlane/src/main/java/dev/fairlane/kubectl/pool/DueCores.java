package dev.fairlane.kubectl.pool;

import dev.fairlane.api.v1alpha1.AssignedPath;
import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.kubectl.cluster.ClusterState;
import dev.fairlane.kubectl.figures.LiveFigures;
import dev.fairlane.kubectl.figures.PathFigures;
import dev.fairlane.placement.fairness.FairShare;
import dev.fairlane.placement.fairness.FairShares;
import dev.fairlane.placement.fairness.RouterClaim;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is due to the routers of a pool: the max-min fair share with the demands of the live window.
 * It depends on every router of the pool, so it is known for all of them or for none; those with a
 * forwarder for themselves share nothing, and have no part in it. Pure.
 */
public final class DueCores {

  private DueCores() {}

  /**
   * @return in cores by the router's uid; empty when a router, a demand or a namespace is not known
   */
  public static Map<String, Double> of(ForwarderPool pool, ClusterState state, LiveFigures live) {
    List<Forwarder> forwarders = state.dom0sOf(pool.getMetadata().getName());
    PlacedRouters places = new PlacedRouters(forwarders);
    List<RouterClaim> claims = new ArrayList<>();
    for (VirtualRouter router : state.routersOf(pool.getMetadata().getName())) {
      Optional<PlacedRouters.Place> place = places.of(router);
      if (place.isPresent()) {
        Optional<RouterClaim> claim = claim(router, place.get(), pool, state, live);
        if (claim.isEmpty()) {
          return Map.of();
        }
        claims.add(claim.get());
      }
    }
    WorkerCount workers = WorkerCount.of(forwarders);
    if (!state.complete() || workers.forwarders() < forwarders.size()) {
      return Map.of();
    }
    return cores(
        FairShares.divide(workers.cores(), workers.most(), Tenancy.tenantsOf(pool), claims));
  }

  private static Optional<RouterClaim> claim(
      VirtualRouter router,
      PlacedRouters.Place place,
      ForwarderPool pool,
      ClusterState state,
      LiveFigures live) {
    OptionalInt tenant = Tenancy.tenantOf(router, pool, state.namespaceLabels());
    List<Double> demands = new ArrayList<>();
    for (AssignedPath path : place.router().paths()) {
      live.window(place.forwarder().getMetadata().getName())
          .flatMap(window -> window.path(place.router().uid(), path.inputs()))
          .map(PathFigures::demandCores)
          .ifPresent(demands::add);
    }
    if (tenant.isEmpty() || demands.size() < place.router().paths().size()) {
      return Optional.empty();
    }
    return Optional.of(
        new RouterClaim(
            router.getMetadata().getUid(),
            Integer.toString(tenant.getAsInt()),
            Tenancy.weightOf(router),
            Tenancy.floorOf(router),
            Tenancy.ceilingOf(router),
            Instant.parse(router.getMetadata().getCreationTimestamp()).getEpochSecond(),
            demands));
  }

  private static Map<String, Double> cores(Map<String, FairShare> shares) {
    Map<String, Double> cores = new HashMap<>();
    shares.forEach((uid, share) -> cores.put(uid, share.cores()));
    return cores;
  }
}
