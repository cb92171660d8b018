package dev.fairlane.placement;

import dev.fairlane.placement.fairness.FairShare;
import dev.fairlane.placement.fairness.FairShares;
import dev.fairlane.placement.fairness.RouterClaim;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What routers are entitled to: their fair share as if all of their paths were backlogged. The
 * pool's cores are divided among the tenants that have routers, and each tenant's part among its
 * routers, by weighted max-min with at most one core for each path, at most its ceiling, and at
 * least its floor.
 */
public final class Entitlements {

  private Entitlements() {}

  /**
   * @param capacityCores cores of the pool
   * @param mostCores the most cores that one router can use: those of its forwarder
   * @param routers with unique names
   * @return the entitlement of each router by its uid
   */
  public static Map<String, Entitlement> divide(
      double capacityCores, int mostCores, List<Tenant> tenants, List<RouterRequest> routers) {
    List<RouterClaim> claims = routers.stream().map(Entitlements::backlogged).toList();
    Map<String, FairShare> shares = FairShares.divide(capacityCores, mostCores, tenants, claims);
    Map<String, Entitlement> entitlements = new LinkedHashMap<>();
    for (RouterRequest router : routers) {
      FairShare share = shares.get(router.name());
      entitlements.put(
          router.uid(),
          new Entitlement(share.cores(), share.capped(), share.honourableFloorCores()));
    }
    return entitlements;
  }

  private static RouterClaim backlogged(RouterRequest router) {
    return new RouterClaim(
        router.name(),
        router.tenant(),
        router.weight(),
        router.floorCores(),
        router.ceilingCores(),
        router.createdSeconds(),
        Collections.nCopies(router.paths(), 1.0));
  }
}
