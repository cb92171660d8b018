package dev.fairlane.testsupport.forwarder;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The counters of one path since it was first applied in this boot. */
final class PathCounters {

  private static final int PACKETS_IN_A_BURST = 32;
  private static final int BYTES_OF_A_PACKET = 64;

  private double receivedPackets;
  private double missedPackets;
  private double carriedPackets;
  private double droppedPackets;
  private double busyCycles;
  private double packetsInFullBursts;

  /**
   * @param part what part of the arriving packets its worker has time for; below 1 every burst is
   *     full
   * @return the busy cycles that were added
   */
  double add(Traffic arriving, double part, double seconds) {
    receive(arriving, part, seconds);
    return carry(arriving, part, seconds);
  }

  /** What came in by this interface and is carried by another one's path. */
  void receive(Traffic arriving, double part, double seconds) {
    receivedPackets += arriving.packetsPerSecond() * part * seconds;
    missedPackets += arriving.packetsPerSecond() * (1 - part) * seconds;
  }

  /** Carries what came in by another interface; the busy cycles that were added. */
  double carry(Traffic arriving, double part, double seconds) {
    double packets = arriving.packetsPerSecond() * part * seconds;
    carriedPackets += packets;
    droppedPackets += arriving.dropsPerSecond() * part * seconds;
    double busy = packets * arriving.costCyclesPerPacket();
    busyCycles += busy;
    packetsInFullBursts += part < 1 ? packets : 0;
    return busy;
  }

  /** Writes them as the report has them: every packet is sent or dropped. */
  void write(ObjectNode path, Traffic arriving) {
    long received = (long) receivedPackets;
    long carried = (long) carriedPackets;
    long dropped = Math.min(carried, (long) droppedPackets);
    long dispatches = carried / PACKETS_IN_A_BURST;
    path.put("busyCycles", (long) busyCycles).put("dispatches", dispatches);
    path.put(
        "backloggedDispatches",
        Math.min(dispatches, (long) packetsInFullBursts / PACKETS_IN_A_BURST));
    path.put("receivedPackets", received).put("receivedBytes", received * BYTES_OF_A_PACKET);
    path.put("sentPackets", carried - dropped).put("droppedPackets", dropped);
    path.put("missedPackets", (long) missedPackets);
    if (carried == 0) {
      path.putNull("costCyclesPerPacket");
    } else {
      path.put("costCyclesPerPacket", arriving.costCyclesPerPacket());
    }
    ObjectNode drops = path.putObject("drops");
    if (dropped > 0) {
      drops.put("scripted", dropped);
    }
  }
}
