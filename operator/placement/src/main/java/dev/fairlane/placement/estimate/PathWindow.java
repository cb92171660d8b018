package dev.fairlane.placement.estimate;

import java.util.OptionalDouble;

/**
 * What a path did in a window.
 *
 * @param receivedCores busy cycles of those that its worker had for itself, 0 to 1
 * @param backlogged whether at least 90 % of its dispatches gave a full burst
 * @param packets packets that it took in
 * @param missedPackets packets that its input lost; 0 where the input does not know
 * @param costCyclesPerPacket empty without a packet
 * @param stolenFraction of its worker: what was stolen in a dispatch disturbs caches and the cost
 */
public record PathWindow(
    double receivedCores,
    boolean backlogged,
    long packets,
    long missedPackets,
    OptionalDouble costCyclesPerPacket,
    double stolenFraction) {

  /** One in which its input lost nothing. */
  public PathWindow(
      double receivedCores,
      boolean backlogged,
      long packets,
      OptionalDouble costCyclesPerPacket,
      double stolenFraction) {
    this(receivedCores, backlogged, packets, 0, costCyclesPerPacket, stolenFraction);
  }

  /**
   * What it would have used had it taken in what its input lost, at the same cost for each packet;
   * in cores, and more than 1 when a core is not enough.
   */
  double offeredCores() {
    return packets == 0 ? receivedCores : receivedCores * (1 + (double) missedPackets / packets);
  }
}
