package dev.fairlane.placement.verdict;

import java.util.List;

/**
 * What an assignment brings.
 *
 * @param shortfallCores the largest shortfall of a router
 * @param loadCores the load of each worker
 * @param largestPathCores the largest demand of a path: some worker has at least that
 */
public record Forecast(double shortfallCores, List<Double> loadCores, double largestPathCores) {

  /** One of paths that are so small that they do not matter. */
  public Forecast(double shortfallCores, List<Double> loadCores) {
    this(shortfallCores, loadCores, 0);
  }

  public Forecast {
    loadCores = List.copyOf(loadCores);
  }

  /** 0 without a worker. */
  double largestLoadCores() {
    return loadCores.stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }

  /** What no assignment of the same paths can have all loads below. */
  double leastLargestLoadCores() {
    return Math.max(meanLoadCores(), largestPathCores);
  }

  /** 0 without a worker. */
  private double meanLoadCores() {
    return loadCores.stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  /** The mean square of the distance of the loads to their mean; 0 without a worker. */
  double loadVariance() {
    double mean = meanLoadCores();
    return loadCores.stream()
        .mapToDouble(load -> (load - mean) * (load - mean))
        .average()
        .orElse(0);
  }
}
