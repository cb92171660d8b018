package dev.fairlane.placement.fairness;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which floors a pool can honour. */
public final class Floors {

  /** Differences below this many cores are rounding. */
  private static final double ROUNDING_CORES = 1e-9;

  private Floors() {}

  /**
   * Oldest first, each that fits beside the older ones; depends on the specs alone, so that a floor
   * does not come and go with demand.
   *
   * @return names of the routers whose floors are honoured; those without a floor are not named
   */
  public static Set<String> honoured(
      double capacityCores, int mostCores, List<RouterClaim> claims) {
    Comparator<RouterClaim> oldestFirst =
        Comparator.comparingLong(RouterClaim::createdSeconds).thenComparing(RouterClaim::router);
    double left = capacityCores + ROUNDING_CORES;
    Set<String> honoured = new HashSet<>();
    for (RouterClaim claim : claims.stream().sorted(oldestFirst).toList()) {
      boolean asked = claim.floorCores() > 0;
      boolean usable = claim.floorCores() <= claim.backlogged().usableCores(mostCores);
      if (asked && usable && claim.floorCores() <= left) {
        honoured.add(claim.router());
        left -= claim.floorCores();
      }
    }
    return honoured;
  }
}
