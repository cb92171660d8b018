package dev.fairlane.placement.fairness;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What a router asks for and what it could use.
 *
 * @param router its name, unique; orders routers
 * @param tenant name of its tenant
 * @param weight divides the tenant's part among its routers; above 0
 * @param floorCores what it must not fall below while it can use it; 0 for none
 * @param ceilingCores the most that it may use; empty for none
 * @param createdSeconds when it was made; older floors are honoured first
 * @param demandCores what each of its paths would use, 0 to 1: a path cannot use more than a core
 */
public record RouterClaim(
    String router,
    String tenant,
    int weight,
    double floorCores,
    OptionalDouble ceilingCores,
    long createdSeconds,
    List<Double> demandCores) {

  public RouterClaim {
    if (weight <= 0) {
      throw new IllegalArgumentException(
          "the weight of router %s is %d, and must be 1 or more".formatted(router, weight));
    }
    if (floorCores < 0 || floorCores > ceilingCores.orElse(Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "the floor of router %s is %s, and must be between 0 and its ceiling"
              .formatted(router, floorCores));
    }
    for (double demand : demandCores) {
      if (!(demand >= 0 && demand <= 1)) {
        throw new IllegalArgumentException(
            "a path of router %s demands %s cores, and must demand 0 to 1"
                .formatted(router, demand));
      }
    }
    demandCores = List.copyOf(demandCores);
  }

  /** The same router with all of its paths backlogged. */
  public RouterClaim backlogged() {
    return new RouterClaim(
        router,
        tenant,
        weight,
        floorCores,
        ceilingCores,
        createdSeconds,
        demandCores.stream().map(demand -> 1.0).toList());
  }

  /**
   * What it can use: its demand, its ceiling and its forwarder bound it.
   *
   * @param mostCores workers of its forwarder
   */
  double usableCores(int mostCores) {
    double demand = demandCores.stream().mapToDouble(Double::doubleValue).sum();
    return Math.min(Math.min(demand, mostCores), ceilingCores.orElse(Double.MAX_VALUE));
  }
}
