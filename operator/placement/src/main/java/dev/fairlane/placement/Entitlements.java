package dev.fairlane.placement;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What routers are entitled to: the pool's cores are divided among the tenants that have routers,
 * and each tenant's part among its routers, by weighted max-min with at most one core for each
 * path, and at most its ceiling.
 */
public final class Entitlements {

  /** Differences below this many cores are rounding. */
  private static final double ROUNDING_CORES = 1e-9;

  private Entitlements() {}

  /**
   * @param capacityCores cores of the pool
   * @param mostCores the most cores that one router can use: those of its forwarder
   * @return the entitlement of each router by its uid
   */
  public static Map<String, Entitlement> divide(
      double capacityCores, int mostCores, List<Tenant> tenants, List<RouterRequest> routers) {
    Map<String, List<Claim>> claimsByTenant = claimsByTenant(mostCores, routers);
    List<Claim> tenantClaims =
        tenants.stream()
            .filter(tenant -> claimsByTenant.containsKey(tenant.name()))
            .map(tenant -> claimOf(tenant, claimsByTenant.get(tenant.name())))
            .toList();
    Map<String, Double> tenantCores = WeightedMaxMin.divide(capacityCores, tenantClaims);
    Map<String, Entitlement> entitlements = new LinkedHashMap<>();
    for (Claim tenant : tenantClaims) {
      double byWeight = capacityCores * tenant.weight() / sumOfWeights(tenantClaims);
      List<Claim> claims = claimsByTenant.get(tenant.name());
      entitlements.putAll(divideAmong(claims, tenantCores.get(tenant.name()), byWeight));
    }
    routers.forEach(router -> entitlements.putIfAbsent(router.uid(), Entitlement.NOTHING));
    return entitlements;
  }

  private static Claim claimOf(Tenant tenant, List<Claim> claims) {
    double limit = claims.stream().mapToDouble(Claim::limit).sum();
    return new Claim(tenant.name(), tenant.weight(), limit);
  }

  private static long sumOfWeights(List<Claim> claims) {
    return claims.stream().mapToLong(Claim::weight).sum();
  }

  private static Map<String, List<Claim>> claimsByTenant(
      int mostCores, List<RouterRequest> routers) {
    Map<String, List<Claim>> claims = new LinkedHashMap<>();
    routers.stream()
        .sorted(RouterRequest.BY_NAME)
        .forEach(
            router ->
                claims
                    .computeIfAbsent(router.tenant(), tenant -> new ArrayList<>())
                    .add(new Claim(router.uid(), router.weight(), router.usableCores(mostCores))));
    return claims;
  }

  /**
   * @param cores what the tenant has
   * @param byWeight what the tenant would have if every weight could be honoured
   */
  private static Map<String, Entitlement> divideAmong(
      List<Claim> claims, double cores, double byWeight) {
    Map<String, Double> parts = WeightedMaxMin.divide(cores, claims);
    Map<String, Entitlement> entitlements = new LinkedHashMap<>();
    for (Claim claim : claims) {
      double wanted = byWeight * claim.weight() / sumOfWeights(claims);
      boolean capped = claim.limit() < wanted - ROUNDING_CORES;
      entitlements.put(claim.name(), new Entitlement(parts.get(claim.name()), capped));
    }
    return entitlements;
  }
}
