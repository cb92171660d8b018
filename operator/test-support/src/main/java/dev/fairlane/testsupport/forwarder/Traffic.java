package dev.fairlane.testsupport.forwarder;

/**
 * What arrives at an interface, steadily.
 *
 * @param packetsPerSecond packets received a second
 * @param dropsPerSecond how many of them are dropped
 * @param costCyclesPerPacket cycles that each costs
 */
public record Traffic(long packetsPerSecond, long dropsPerSecond, double costCyclesPerPacket) {

  /** Nothing arrives. */
  public static final Traffic NONE = new Traffic(0, 0, 0);

  /** What a whole core would have to spend on it. */
  double cyclesPerSecond() {
    return packetsPerSecond * costCyclesPerPacket;
  }
}
