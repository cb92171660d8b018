package dev.fairlane.placement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One router's assignment to one forwarder, in the making. */
final class Draft {
  private final Occupancy occupancy;
  private final Map<String, String> devices = new TreeMap<>();
  private final Map<String, Integer> workers = new TreeMap<>();

  Draft(Occupancy occupancy) {
    this.occupancy = occupancy;
  }

  /** Notes a device that was taken for an interface. */
  void attach(String port, String device) {
    devices.put(port, device);
  }

  boolean hasWorker(int worker) {
    return occupancy.workers().contains(worker);
  }

  /**
   * Takes a free device for each interface that has none.
   *
   * @return false when there is none; the devices so far stay taken
   */
  boolean takeDevices(RouterRequest router) {
    for (InterfaceRequest port : router.interfaces()) {
      if (!devices.containsKey(port.name())) {
        Optional<Device> free = occupancy.free(port.network());
        if (free.isEmpty()) {
          return false;
        }
        occupancy.take(free.get().name(), port.network());
        attach(port.name(), free.get().name());
      }
    }
    return true;
  }

  void releaseDevices() {
    devices.values().forEach(occupancy::release);
    devices.clear();
  }

  /** Puts a path on a worker. */
  void run(String path, int worker, double cores) {
    workers.put(path, worker);
    occupancy.addLoad(worker, cores);
  }

  /** Puts each path that has no worker on the least loaded one. */
  void runRest(RouterRequest router, double cores) {
    for (String path : router.pathNames()) {
      if (!workers.containsKey(path)) {
        run(path, occupancy.leastLoadedWorker(), cores);
      }
    }
  }

  Assignment finish(String uid) {
    List<DeviceAssignment> ports = new ArrayList<>();
    devices.forEach((port, device) -> ports.add(new DeviceAssignment(port, device)));
    List<PathAssignment> paths = new ArrayList<>();
    workers.forEach((port, worker) -> paths.add(new PathAssignment(port, worker)));
    return new Assignment(uid, occupancy.name(), ports, paths);
  }
}
