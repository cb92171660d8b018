package dev.fairlane.placement;

import java.util.List;

/**
 * A router's place and its right.
 *
 * @param assignment where it runs
 * @param entitlement what it may have
 * @param shares its part of each worker that has a path of it, ordered by worker
 */
public record Placement(Assignment assignment, Entitlement entitlement, List<WorkerShare> shares) {

  public Placement {
    shares = List.copyOf(shares);
  }
}
