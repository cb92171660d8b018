package dev.fairlane.kubectl.top;

import java.util.List;

/**
 * One router. Null means not known.
 *
 * @param ready status of the condition Ready: True, False or Unknown
 * @param reason of the condition Ready
 * @param cores ids of the CPUs that run its paths
 */
public record RouterRow(
    String namespace,
    String name,
    String pool,
    String ready,
    String reason,
    String node,
    List<Integer> cores,
    Double entitledCores,
    Double dueCores,
    Double receivedCores,
    Double packetsPerSecond,
    Double dropsPerSecond,
    Double costCyclesPerPacket,
    FigureSource figures) {

  public RouterRow {
    cores = List.copyOf(cores);
  }
}
