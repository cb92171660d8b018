package dev.fairlane.kubectl.figures;

import java.util.OptionalDouble;

/**
 * What a path did between two samples.
 *
 * @param receivedCores busy cycles over elapsed ones without stolen, 0 to 1
 * @param backlogged at least 90 % of its dispatches found a full burst
 */
public record PathFigures(
    double receivedCores,
    double packetsPerSecond,
    double dropsPerSecond,
    boolean backlogged,
    OptionalDouble costCyclesPerPacket) {

  /** What it would use if it could, in cores: a whole one while work is waiting. */
  public double demandCores() {
    return backlogged ? 1 : Math.min(1, receivedCores);
  }
}
