package dev.fairlane.placement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Weighted max-min fairness: everybody gets in proportion to the weight, but for those who cannot
 * use that much; what they leave is divided among the others in the same way.
 */
final class WeightedMaxMin {

  private WeightedMaxMin() {}

  /**
   * @param capacity what there is to divide; 0 or more
   * @return each claim's part by its name; the sum is the smaller of the capacity and the sum of
   *     the limits
   */
  static Map<String, Double> divide(double capacity, List<Claim> claims) {
    // Water fills the vessels: the one that is full at the lowest level (limit / weight) is full
    // first.
    List<Claim> byLevel = new ArrayList<>(claims);
    byLevel.sort(
        Comparator.comparingDouble((Claim claim) -> claim.limit() / claim.weight())
            .thenComparing(Claim::name));
    long openWeight = byLevel.stream().mapToLong(Claim::weight).sum();
    double left = capacity;
    Map<String, Double> parts = new LinkedHashMap<>();
    for (Claim claim : byLevel) {
      double part = Math.min(claim.limit(), left * claim.weight() / openWeight);
      parts.put(claim.name(), part);
      left = Math.max(0, left - part);
      openWeight -= claim.weight();
    }
    return parts;
  }
}
