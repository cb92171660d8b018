package dev.fairlane.kubectl.explain;

import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.Tenant;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.kubectl.cluster.ClusterState;
import dev.fairlane.kubectl.pool.PlacedRouters;
import dev.fairlane.kubectl.pool.Tenancy;
import dev.fairlane.kubectl.pool.WorkerCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * How a pool's cores are divided down to one placed router, step by step: weights alone, then what
 * they cannot say. The figure that counts is the operator's. Pure.
 */
final class Division {

  private static final double VISIBLE_CORES = 0.015;

  private final ForwarderPool pool;
  private final VirtualRouter router;
  private final WorkerCount workers;
  private final int paths;

  /** Placed routers by the index of their tenant. */
  private final Map<Integer, List<VirtualRouter>> placed;

  private Division(
      ForwarderPool pool,
      VirtualRouter router,
      WorkerCount workers,
      int paths,
      Map<Integer, List<VirtualRouter>> placed) {
    this.pool = pool;
    this.router = router;
    this.workers = workers;
    this.paths = paths;
    this.placed = placed;
  }

  /**
   * @param entitledCores as the router's status has it
   * @return nothing when the router has no place or one for itself, or not all routers of the pool
   *     are known
   */
  static List<String> of(
      VirtualRouter router, ForwarderPool pool, ClusterState state, double entitledCores) {
    var forwarders = state.dom0sOf(pool.getMetadata().getName());
    PlacedRouters places = new PlacedRouters(forwarders);
    OptionalInt tenant = Tenancy.tenantOf(router, pool, state.namespaceLabels());
    Optional<PlacedRouters.Place> place = places.of(router);
    if (!state.complete() || place.isEmpty() || tenant.isEmpty()) {
      return List.of();
    }
    Map<Integer, List<VirtualRouter>> placed =
        state.routersOf(pool.getMetadata().getName()).stream()
            .filter(each -> places.of(each).isPresent())
            .collect(
                Collectors.groupingBy(
                    each -> Tenancy.tenantOf(each, pool, state.namespaceLabels()).orElse(-1)));
    placed.remove(-1);
    int paths = place.get().router().paths().size();
    return new Division(pool, router, WorkerCount.of(forwarders), paths, placed)
        .steps(tenant.getAsInt(), entitledCores);
  }

  private List<String> steps(int tenant, double entitledCores) {
    Tenant own = pool.getSpec().tenants().get(tenant);
    int allTenants =
        placed.keySet().stream()
            .mapToInt(index -> Tenancy.weightOf(pool.getSpec().tenants().get(index)))
            .sum();
    int allRouters = placed.get(tenant).stream().mapToInt(Tenancy::weightOf).sum();
    double tenantCores = (double) workers.cores() * Tenancy.weightOf(own) / allTenants;
    double byWeight = tenantCores * Tenancy.weightOf(router) / allRouters;
    List<String> steps = new ArrayList<>();
    steps.add(
        "The pool %s has %s in %s."
            .formatted(
                pool.getMetadata().getName(),
                counted(workers.cores(), "core"),
                counted(workers.forwarders(), "forwarder")));
    steps.add(
        "Of its tenants, %s placed routers. The tenant of this one (namespaces with %s) has weight %d of %d: %s by weight."
            .formatted(
                placed.size() == 1 ? "1 has" : placed.size() + " have",
                Selectors.of(own),
                Tenancy.weightOf(own),
                allTenants,
                cores(tenantCores)));
    steps.add(
        "Of the tenant's routers, %d %s placed. This one has weight %d of %d: %s by weight."
            .formatted(
                placed.get(tenant).size(),
                placed.get(tenant).size() == 1 ? "is" : "are",
                Tenancy.weightOf(router),
                allRouters,
                cores(byWeight)));
    difference(byWeight, entitledCores).ifPresent(steps::add);
    return steps;
  }

  private Optional<String> difference(double byWeight, double entitledCores) {
    if (Math.abs(byWeight - entitledCores) < VISIBLE_CORES) {
      return Optional.empty();
    }
    return Optional.of(
        entitledCores > byWeight
            ? "It is entitled to %s: others cannot use all that their weights give them, and the rest is divided."
                .formatted(cores(entitledCores))
            : "It is entitled to %s: each of its %s can use one core at most, and all together those of one forwarder (%d)."
                .formatted(cores(entitledCores), counted(paths, "path"), workers.most()));
  }

  private static String counted(int count, String noun) {
    return count == 1 ? "1 " + noun : count + " " + noun + "s";
  }

  private static String cores(double value) {
    return String.format(Locale.ROOT, "%.2f cores", value);
  }
}
