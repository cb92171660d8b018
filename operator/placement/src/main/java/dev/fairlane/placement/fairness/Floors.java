package dev.fairlane.placement.fairness;

import dev.fairlane.placement.Tenant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which floors a pool can honour: oldest first, each that fits beside the older ones into the pool
 * and into what its tenant may have, and that the router can use. Depends on the specs alone, so
 * that a floor does not come and go with demand.
 */
final class Floors {

  /** Differences below this many cores are rounding. */
  private static final double ROUNDING_CORES = 1e-9;

  private static final Comparator<RouterClaim> OLDEST_FIRST =
      Comparator.comparingLong(RouterClaim::createdSeconds).thenComparing(RouterClaim::router);

  private final int mostCores;
  private final Map<String, Double> leftOfTenant = new HashMap<>();
  private final Map<String, Double> refused = new HashMap<>();
  private double left;

  private Floors(double capacityCores, int mostCores, List<Tenant> tenants) {
    this.left = capacityCores;
    this.mostCores = mostCores;
    tenants.forEach(tenant -> leftOfTenant.put(tenant.name(), tenant.mostFloorCores()));
  }

  /**
   * The floors that are not honoured.
   *
   * @param claims of tenants of the pool
   * @return by router the largest floor that could be, in cores; 0 or more
   */
  static Map<String, Double> refused(
      double capacityCores, int mostCores, List<Tenant> tenants, List<RouterClaim> claims) {
    Floors floors = new Floors(capacityCores, mostCores, tenants);
    claims.stream()
        .filter(claim -> claim.floorCores() > 0)
        .sorted(OLDEST_FIRST)
        .forEach(floors::judge);
    return floors.refused;
  }

  private void judge(RouterClaim claim) {
    double ofTenant = leftOfTenant.get(claim.tenant());
    double usable = claim.backlogged().usableCores(mostCores);
    double most = Math.min(usable, Math.min(left, ofTenant));
    if (claim.floorCores() <= most + ROUNDING_CORES) {
      left = Math.max(0, left - claim.floorCores());
      leftOfTenant.put(claim.tenant(), Math.max(0, ofTenant - claim.floorCores()));
    } else {
      refused.put(claim.router(), most);
    }
  }
}
