package dev.fairlane.operator.model;

import java.util.Map;

/** What one turn of a pool's cycle found and did, for the reconcilers to show: routers by uid. */
public record PoolOutcome(Map<String, RouterOutcome> routers) {

  public PoolOutcome {
    routers = Map.copyOf(routers);
  }
}
