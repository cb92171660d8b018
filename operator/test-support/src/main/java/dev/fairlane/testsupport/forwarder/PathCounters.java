package dev.fairlane.testsupport.forwarder;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The counters of one path since it was first applied in this boot. */
final class PathCounters {

  private static final int PACKETS_IN_A_BURST = 32;
  private static final int BYTES_OF_A_PACKET = 64;

  private double receivedPackets;
  private double droppedPackets;
  private double busyCycles;

  void add(Traffic arriving, double seconds) {
    receivedPackets += arriving.packetsPerSecond() * seconds;
    droppedPackets += arriving.dropsPerSecond() * seconds;
    busyCycles += arriving.packetsPerSecond() * seconds * arriving.costCyclesPerPacket();
  }

  /** Writes them as the report has them: every packet is sent or dropped, every burst full. */
  void write(ObjectNode path, Traffic arriving) {
    long received = (long) receivedPackets;
    long dropped = Math.min(received, (long) droppedPackets);
    long dispatches = received / PACKETS_IN_A_BURST;
    path.put("busyCycles", (long) busyCycles).put("dispatches", dispatches);
    path.put("backloggedDispatches", dispatches);
    path.put("receivedPackets", received).put("receivedBytes", received * BYTES_OF_A_PACKET);
    path.put("sentPackets", received - dropped).put("droppedPackets", dropped);
    if (received == 0) {
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
