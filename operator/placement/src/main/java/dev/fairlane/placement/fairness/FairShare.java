package dev.fairlane.placement.fairness;

import java.util.OptionalDouble;

/**
 * A router's share.
 *
 * @param cores in cores; 0 or more
 * @param capped whether its weight alone would give more than its paths, its ceiling or its
 *     forwarder let it use; the rest went to others
 * @param honourableFloorCores the largest floor that could be honoured in place of its own; empty
 *     when its own is, or it has none
 */
public record FairShare(double cores, boolean capped, OptionalDouble honourableFloorCores) {

  /** That of a router without a floor, or whose floor is honoured. */
  public FairShare(double cores, boolean capped) {
    this(cores, capped, OptionalDouble.empty());
  }

  /** Whether it has a floor that cannot be honoured. */
  public boolean floorUnavailable() {
    return honourableFloorCores.isPresent();
  }
}
