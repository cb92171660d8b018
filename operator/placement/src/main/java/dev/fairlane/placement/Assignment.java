package dev.fairlane.placement;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where one router runs.
 *
 * @param routerUid the router
 * @param forwarder name of the forwarder
 * @param devices the device of each interface, ordered by interface
 * @param paths the worker of each path, ordered by interface
 */
public record Assignment(
    String routerUid,
    String forwarder,
    List<DeviceAssignment> devices,
    List<PathAssignment> paths) {

  public Assignment {
    devices =
        devices.stream().sorted(Comparator.comparing(DeviceAssignment::interfaceName)).toList();
    paths = paths.stream().sorted(Comparator.comparing(PathAssignment::interfaceName)).toList();
  }

  /** The device of an interface; nothing when it has none. */
  Optional<String> deviceOf(String interfaceName) {
    return devices.stream()
        .filter(device -> device.interfaceName().equals(interfaceName))
        .map(DeviceAssignment::device)
        .findFirst();
  }

  /** The worker of the path of an interface; nothing when it has none. */
  Optional<Integer> workerOf(String interfaceName) {
    return paths.stream()
        .filter(path -> path.interfaceName().equals(interfaceName))
        .map(PathAssignment::worker)
        .findFirst();
  }
}
