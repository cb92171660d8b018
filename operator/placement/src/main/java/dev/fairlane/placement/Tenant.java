package dev.fairlane.placement;

/**
 * A party that shares the pool.
 *
 * @param name unique in the pool
 * @param weight divides the pool among the tenants that have routers; above 0
 */
public record Tenant(String name, int weight) {

  public Tenant {
    Weights.require(weight, "tenant", name);
  }
}
