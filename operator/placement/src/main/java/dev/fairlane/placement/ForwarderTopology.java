package dev.fairlane.placement;

import java.util.List;

/**
 * What one forwarder has.
 *
 * @param name unique in the pool
 * @param node the node that it runs on
 * @param workers indices of its forwarding workers, each a whole core; empty while they are not
 *     known: then what is assigned stays on the workers that it has, and nothing new is placed here
 * @param devices its devices, with unique names
 */
public record ForwarderTopology(
    String name, String node, List<Integer> workers, List<Device> devices) {

  public ForwarderTopology {
    workers = workers.stream().distinct().sorted().toList();
    devices = devices.stream().sorted().toList();
  }
}
