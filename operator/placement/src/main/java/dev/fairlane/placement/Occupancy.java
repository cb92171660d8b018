package dev.fairlane.placement;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What of one forwarder is taken while a plan is made. The planner's own scratch: it never leaves
 * it.
 */
final class Occupancy {

  private final ForwarderTopology topology;
  private final List<Integer> workers;
  private final Map<String, Integer> takenPlaces = new HashMap<>();
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

  /** How many more interfaces the devices of a network can serve. */
  int freePlaces(String network) {
    return topology.devices().stream()
        .filter(device -> device.network().equals(network))
        .mapToInt(this::freePlaces)
        .sum();
  }

  /** The device of a network for the next interface: of those with a place the least used one. */
  Optional<Device> free(String network) {
    return topology.devices().stream()
        .filter(device -> device.network().equals(network) && freePlaces(device) > 0)
        .min(Comparator.comparingInt(this::taken).thenComparing(Comparator.naturalOrder()));
  }

  /**
   * Takes a place of a device.
   *
   * @return whether it exists, is on that network and had one free
   */
  boolean take(String device, String network) {
    boolean free =
        topology.devices().stream()
            .anyMatch(
                each ->
                    each.name().equals(device)
                        && each.network().equals(network)
                        && freePlaces(each) > 0);
    if (free) {
      takenPlaces.merge(device, 1, Integer::sum);
    }
    return free;
  }

  void release(String device) {
    takenPlaces.computeIfPresent(device, (name, taken) -> taken - 1);
  }

  private int freePlaces(Device device) {
    return device.places() - taken(device);
  }

  private int taken(Device device) {
    return takenPlaces.getOrDefault(device.name(), 0);
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
