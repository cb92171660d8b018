package dev.fairlane.kubectl.figures;

import java.util.OptionalDouble;

/**
 * What a path did since its router was applied.
 *
 * @param worker index of the worker that runs it
 * @param costCyclesPerPacket a gauge; absent before the first packet
 */
record PathCounters(
    int worker,
    double busyCycles,
    double dispatches,
    double backloggedDispatches,
    double receivedPackets,
    double droppedPackets,
    OptionalDouble costCyclesPerPacket) {

  /** A path together with what came in by its other inputs. */
  PathCounters withReceived(double packets) {
    return new PathCounters(
        worker,
        busyCycles,
        dispatches,
        backloggedDispatches,
        receivedPackets + packets,
        droppedPackets,
        costCyclesPerPacket);
  }

  boolean hasLessThan(PathCounters earlier) {
    return busyCycles < earlier.busyCycles
        || dispatches < earlier.dispatches
        || backloggedDispatches < earlier.backloggedDispatches
        || receivedPackets < earlier.receivedPackets
        || droppedPackets < earlier.droppedPackets;
  }
}
