package dev.fairlane.placement.verdict;

import java.util.List;

/**
 * What an assignment brings.
 *
 * @param shortfallCores the largest shortfall of a router
 * @param loadCores the load of each worker
 */
public record Forecast(double shortfallCores, List<Double> loadCores) {

  public Forecast {
    loadCores = List.copyOf(loadCores);
  }

  /** The mean square of the distance of the loads to their mean; 0 without a worker. */
  double loadVariance() {
    double mean = loadCores.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    return loadCores.stream()
        .mapToDouble(load -> (load - mean) * (load - mean))
        .average()
        .orElse(0);
  }
}
