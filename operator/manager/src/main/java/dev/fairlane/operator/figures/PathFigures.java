package dev.fairlane.operator.figures;

import java.util.OptionalDouble;

/**
 * What one path did over the window.
 *
 * @param receivedCores busy cycles over elapsed ones without stolen, 0 to 1
 * @param backlogged at least 90 % of its dispatches found a full burst
 * @param costCyclesPerPacket absent before the first packet
 */
public record PathFigures(
    String interfaceName,
    double receivedCores,
    double packetsPerSecond,
    double dropsPerSecond,
    boolean backlogged,
    OptionalDouble costCyclesPerPacket) {}
