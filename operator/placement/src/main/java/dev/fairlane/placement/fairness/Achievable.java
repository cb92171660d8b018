package dev.fairlane.placement.fairness;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an assignment of whole paths to whole cores lets each router have: on each worker weighted
 * max-min among the routers there, by the sum of their paths' shares and up to the sum of their
 * demands. That is what the forwarder's scheduler does.
 */
public final class Achievable {

  private Achievable() {}

  /**
   * @param workers the paths of each worker
   * @return cores by router; routers without a path are not there
   */
  public static Map<String, Double> cores(Collection<List<PathLoad>> workers) {
    Map<String, Double> cores = new HashMap<>();
    for (List<PathLoad> paths : workers) {
      onWorker(paths).forEach((router, part) -> cores.merge(router, part, Double::sum));
    }
    return cores;
  }

  /** The parts of one core by router. */
  public static Map<String, Double> onWorker(List<PathLoad> paths) {
    Map<String, double[]> shareAndDemand = new TreeMap<>();
    for (PathLoad path : paths) {
      double[] sums = shareAndDemand.computeIfAbsent(path.router(), router -> new double[2]);
      sums[0] += path.shareCores();
      sums[1] += path.demandCores();
    }
    double[] shares = shareAndDemand.values().stream().mapToDouble(sums -> sums[0]).toArray();
    double[] demands = shareAndDemand.values().stream().mapToDouble(sums -> sums[1]).toArray();
    double[] parts = MaxMin.divide(1, shares, new double[shares.length], demands);
    Map<String, Double> cores = new TreeMap<>();
    int index = 0;
    for (String router : shareAndDemand.keySet()) {
      cores.put(router, parts[index++]);
    }
    return cores;
  }
}
