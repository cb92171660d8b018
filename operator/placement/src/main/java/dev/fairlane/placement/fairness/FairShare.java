package dev.fairlane.placement.fairness;

/**
 * A router's share.
 *
 * @param cores in cores; 0 or more
 * @param capped whether its weight alone would give more than its paths, its ceiling or its
 *     forwarder let it use; the rest went to others
 * @param floorUnavailable whether it has a floor that the pool cannot honour
 */
public record FairShare(double cores, boolean capped, boolean floorUnavailable) {}
