package dev.fairlane.placement;

/**
 * A party that shares the pool.
 *
 * @param name unique in the pool
 * @param weight divides the pool among the tenants that have routers; above 0
 * @param mostFloorCores what the floors of its routers may add up to, in cores; 0 or more
 */
public record Tenant(String name, int weight, double mostFloorCores) {

  public Tenant {
    Weights.require(weight, "tenant", name);
    if (!(mostFloorCores >= 0)) {
      throw new IllegalArgumentException(
          "the floors of tenant %s may be %s cores, and must be 0 or more"
              .formatted(name, mostFloorCores));
    }
  }

  /** A tenant whose routers may have any floor. */
  public Tenant(String name, int weight) {
    this(name, weight, Double.MAX_VALUE);
  }
}
