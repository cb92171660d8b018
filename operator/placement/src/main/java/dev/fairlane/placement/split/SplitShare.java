package dev.fairlane.placement.split;

/**
 * The halves of a Split router's entitlement.
 *
 * @param dom0Cores of the half in the forwarder
 * @param domUCores of the half in the virtual machine
 */
public record SplitShare(double dom0Cores, double domUCores) {

  /** The least part of the entitlement that the forwarder's half has. */
  private static final double LEAST_DOM0 = 0.05;

  /**
   * Divides an entitlement so that both halves sustain the same packet rate: {@code e0 / c0 = eU /
   * cU}, with {@code e0} at least 5 % of the whole.
   *
   * @param entitledCores what both have together; 0 or more
   * @param dom0Cost cycles a packet in the forwarder; above 0
   * @param domUCost cycles a packet in the virtual machine; above 0
   */
  public static SplitShare divide(double entitledCores, double dom0Cost, double domUCost) {
    requirePositive("the cost in the forwarder", dom0Cost);
    requirePositive("the cost in the virtual machine", domUCost);
    if (!(entitledCores >= 0)) {
      throw new IllegalArgumentException(
          "the entitlement is %s cores, and must be 0 or more".formatted(entitledCores));
    }
    double even = entitledCores * dom0Cost / (dom0Cost + domUCost);
    double dom0 = Math.max(LEAST_DOM0 * entitledCores, even);
    return new SplitShare(dom0, entitledCores - dom0);
  }

  /**
   * The cost of a foreign image, from its cgroup: it may spend more than it was granted by polling,
   * so its CPU time counts up to the grant.
   *
   * @param usedCycles CPU time of the virtual machine; 0 or more
   * @param grantedCycles what it was granted in the same time; above 0
   * @param packets packets that it took in meanwhile; above 0
   * @return cycles a packet
   */
  public static double domUCost(long usedCycles, long grantedCycles, long packets) {
    requirePositive("the number of packets", packets);
    requirePositive("the grant", grantedCycles);
    return (double) Math.min(usedCycles, grantedCycles) / packets;
  }

  /** Packets a second that both halves sustain, on cores of so many cycles a second. */
  public double packetsPerSecond(double dom0Cost, double domUCost, double cyclesPerSecond) {
    return cyclesPerSecond * Math.min(dom0Cores / dom0Cost, domUCores / domUCost);
  }

  private static void requirePositive(String what, double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException("%s is %s, and must be above 0".formatted(what, value));
    }
  }
}
