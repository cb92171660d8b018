package dev.fairlane.placement.fairness;

import java.util.Map;

/** What routers lack of what is due to them. */
public final class Shortfall {

  private Shortfall() {}

  /** In cores; 0 when at least what is due can be had. */
  public static double of(double dueCores, double achievableCores) {
    return Math.max(0, dueCores - achievableCores);
  }

  /**
   * The largest of all routers, in cores.
   *
   * @param dueCores by router
   * @param achievableCores by router; a router that is not there can have nothing
   */
  public static double largest(Map<String, Double> dueCores, Map<String, Double> achievableCores) {
    return dueCores.entrySet().stream()
        .mapToDouble(due -> of(due.getValue(), achievableCores.getOrDefault(due.getKey(), 0.0)))
        .max()
        .orElse(0);
  }
}
