package dev.fairlane.placement;

/**
 * What a router may have when everybody has work.
 *
 * @param cores in cores; 0 or more
 * @param capped whether its weight asks for more than its paths or its ceiling let it use, and the
 *     rest went to others
 */
public record Entitlement(double cores, boolean capped) {

  static final Entitlement NOTHING = new Entitlement(0, false);
}
