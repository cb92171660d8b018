package dev.fairlane.placement;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What of one forwarder is taken while a plan is made. The planner's own scratch: it never leaves
 * it.
 */
final class Occupancy {

  private final ForwarderTopology topology;
  private final List<Integer> workers;
  private final Set<String> takenDevices = new HashSet<>();
  private final Map<Integer, Double> loads = new HashMap<>();

  /**
   * @param current all present assignments: while the workers are not known, those that they name
   *     count
   */
  Occupancy(ForwarderTopology topology, List<Assignment> current) {
    this.topology = topology;
    this.workers = Capacity.workersOf(topology, current);
  }

  String name() {
    return topology.name();
  }

  /** Whether new routers may be placed here: the workers are known. */
  boolean isOpen() {
    return !topology.workers().isEmpty();
  }

  List<Integer> workers() {
    return workers;
  }

  /** All devices of a network, free or not. */
  long count(String network) {
    return topology.devices().stream().filter(device -> device.network().equals(network)).count();
  }

  /** The free devices of a network, in their order. */
  List<Device> free(String network) {
    return topology.devices().stream()
        .filter(device -> device.network().equals(network) && !takenDevices.contains(device.name()))
        .toList();
  }

  /**
   * Takes a device.
   *
   * @return whether it exists, is on that network and was free
   */
  boolean take(String device, String network) {
    return topology.devices().contains(new Device(device, network)) && takenDevices.add(device);
  }

  void release(String device) {
    takenDevices.remove(device);
  }

  /** The worker with the least load, the lowest index among equals; there must be one. */
  int leastLoadedWorker() {
    return workers.stream()
        .min(
            Comparator.comparing(this::load, LoadSteps::compare)
                .thenComparing(Comparator.naturalOrder()))
        .orElseThrow(() -> new IllegalStateException("forwarder " + name() + " has no worker"));
  }

  void addLoad(int worker, double cores) {
    loads.merge(worker, cores, Double::sum);
  }

  /** Mean load of the workers, in cores. */
  double meanLoad() {
    return workers.stream().mapToDouble(this::load).average().orElse(0);
  }

  private double load(int worker) {
    return loads.getOrDefault(worker, 0.0);
  }
}
