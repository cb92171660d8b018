package dev.fairlane.placement.fairness;

import dev.fairlane.placement.Tenant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The max-min fair share of each router: the pool is divided among the tenants by weight, and each
 * tenant's part among its routers.
 *
 * <p>With actual demands this is what is <em>due</em>: what idle routers leave is shared by the
 * others. With all paths backlogged it is what routers are <em>entitled</em> to.
 */
public final class FairShares {

  /** Differences below this many cores are rounding. */
  private static final double ROUNDING_CORES = 1e-9;

  private final double capacityCores;
  private final int mostCores;
  private final Map<String, Double> refusedFloors;
  private final Map<String, Tenant> tenants = new TreeMap<>();
  private final Map<String, List<RouterClaim>> claims = new TreeMap<>();

  private FairShares(
      double capacityCores, int mostCores, List<Tenant> tenants, List<RouterClaim> routers) {
    this.capacityCores = capacityCores;
    this.mostCores = mostCores;
    tenants.forEach(tenant -> this.tenants.put(tenant.name(), tenant));
    routers.stream()
        .sorted(Comparator.comparing(RouterClaim::router))
        .filter(router -> this.tenants.containsKey(router.tenant()))
        .forEach(
            router -> claims.computeIfAbsent(router.tenant(), t -> new ArrayList<>()).add(router));
    List<RouterClaim> known = claims.values().stream().flatMap(List::stream).toList();
    this.refusedFloors = Floors.refused(capacityCores, mostCores, tenants, known);
  }

  /**
   * @param capacityCores cores of the pool
   * @param mostCores the most that one router can use: the workers of its forwarder
   * @return by the router's name; a router of an unknown tenant is due nothing
   */
  public static Map<String, FairShare> divide(
      double capacityCores, int mostCores, List<Tenant> tenants, List<RouterClaim> routers) {
    Map<String, FairShare> shares = new HashMap<>();
    routers.forEach(router -> shares.put(router.router(), new FairShare(0, false)));
    new FairShares(capacityCores, mostCores, tenants, routers).divideInto(shares);
    return shares;
  }

  private void divideInto(Map<String, FairShare> shares) {
    List<String> names = List.copyOf(claims.keySet());
    double[] weights = names.stream().mapToDouble(name -> tenants.get(name).weight()).toArray();
    double[] least = names.stream().mapToDouble(name -> sum(leastOf(claims.get(name)))).toArray();
    double[] most = names.stream().mapToDouble(name -> sum(mostOf(claims.get(name)))).toArray();
    double[] parts = MaxMin.divide(capacityCores, weights, least, most);
    double allWeights = sum(weights);
    for (int i = 0; i < parts.length; i++) {
      double byWeight = capacityCores * weights[i] / allWeights;
      divideTenant(claims.get(names.get(i)), parts[i], byWeight, shares);
    }
  }

  private void divideTenant(
      List<RouterClaim> routers, double cores, double byWeight, Map<String, FairShare> shares) {
    double[] weights = routers.stream().mapToDouble(RouterClaim::weight).toArray();
    double[] parts = MaxMin.divide(cores, weights, leastOf(routers), mostOf(routers));
    double allWeights = sum(weights);
    for (int i = 0; i < parts.length; i++) {
      RouterClaim router = routers.get(i);
      double wanted = byWeight * weights[i] / allWeights;
      boolean capped = router.backlogged().usableCores(mostCores) < wanted - ROUNDING_CORES;
      shares.put(router.router(), new FairShare(parts[i], capped, honourableFloor(router)));
    }
  }

  private OptionalDouble honourableFloor(RouterClaim router) {
    Double cores = refusedFloors.get(router.router());
    return cores == null ? OptionalDouble.empty() : OptionalDouble.of(cores);
  }

  private double[] leastOf(List<RouterClaim> routers) {
    return routers.stream()
        .mapToDouble(
            router ->
                refusedFloors.containsKey(router.router())
                    ? 0
                    : Math.min(router.floorCores(), router.usableCores(mostCores)))
        .toArray();
  }

  private double[] mostOf(List<RouterClaim> routers) {
    return routers.stream().mapToDouble(router -> router.usableCores(mostCores)).toArray();
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
