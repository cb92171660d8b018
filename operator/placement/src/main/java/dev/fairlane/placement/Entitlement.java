package dev.fairlane.placement;

import java.util.OptionalDouble;

/**
 * What a router may have when everybody has work.
 *
 * @param cores in cores; 0 or more
 * @param capped whether its weight asks for more than its paths or its ceiling let it use, and the
 *     rest went to others
 * @param honourableFloorCores the largest floor that could be honoured in place of its own; empty
 *     when its own is, or it has none
 */
public record Entitlement(double cores, boolean capped, OptionalDouble honourableFloorCores) {

  static final Entitlement NOTHING = new Entitlement(0, false);

  /** That of a router without a floor, or whose floor is honoured. */
  public Entitlement(double cores, boolean capped) {
    this(cores, capped, OptionalDouble.empty());
  }
}
