package dev.fairlane.placement;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What routers are entitled to: the pool's cores are divided among the tenants that have routers, and each tenant's
 * part among its routers, by weighted max-min with at most one core for each path.
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
        List<Claim> tenantClaims = new ArrayList<>();
        for (Tenant tenant : tenants) {
            List<Claim> claims = claimsByTenant.getOrDefault(tenant.name(), List.of());
            double limit = claims.stream().mapToDouble(Claim::limit).sum();
            if (!claims.isEmpty()) {
                tenantClaims.add(new Claim(tenant.name(), tenant.weight(), limit));
            }
        }
        Map<String, Entitlement> entitlements = new LinkedHashMap<>();
        WeightedMaxMin.divide(capacityCores, tenantClaims)
                .forEach((tenant, cores) -> entitlements.putAll(divideAmong(claimsByTenant.get(tenant), cores)));
        routers.forEach(router -> entitlements.putIfAbsent(router.uid(), Entitlement.NOTHING));
        return entitlements;
    }

    private static Map<String, List<Claim>> claimsByTenant(int mostCores, List<RouterRequest> routers) {
        Map<String, List<Claim>> claims = new LinkedHashMap<>();
        routers.stream()
                .sorted(RouterRequest.BY_NAME)
                .forEach(router -> claims.computeIfAbsent(router.tenant(), tenant -> new ArrayList<>())
                        .add(new Claim(router.uid(), router.weight(), Math.min(router.paths(), mostCores))));
        return claims;
    }

    private static Map<String, Entitlement> divideAmong(List<Claim> claims, double cores) {
        long weights = claims.stream().mapToLong(Claim::weight).sum();
        Map<String, Double> parts = WeightedMaxMin.divide(cores, claims);
        Map<String, Entitlement> entitlements = new LinkedHashMap<>();
        for (Claim claim : claims) {
            double byWeight = cores * claim.weight() / weights;
            boolean capped = claim.limit() < byWeight - ROUNDING_CORES;
            entitlements.put(claim.name(), new Entitlement(parts.get(claim.name()), capped));
        }
        return entitlements;
    }
}
