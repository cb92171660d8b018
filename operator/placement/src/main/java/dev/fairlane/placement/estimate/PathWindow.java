package dev.fairlane.placement.estimate;

import java.util.OptionalDouble;

/**
 * What a path did in a window.
 *
 * @param receivedCores busy cycles of those that its worker had for itself, 0 to 1
 * @param backlogged whether at least 90 % of its dispatches gave a full burst
 * @param packets packets that it took in
 * @param costCyclesPerPacket empty without a packet
 * @param stolenFraction of its worker: what was stolen in a dispatch disturbs caches and the cost
 */
public record PathWindow(
    double receivedCores,
    boolean backlogged,
    long packets,
    OptionalDouble costCyclesPerPacket,
    double stolenFraction) {}
