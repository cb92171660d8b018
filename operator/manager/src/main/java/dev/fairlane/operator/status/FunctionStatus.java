package dev.fairlane.operator.status;

import dev.fairlane.api.v1alpha1.Device;
import dev.fairlane.api.v1alpha1.DeviceStatus;
import dev.fairlane.api.v1alpha1.NetworkKind;
import dev.fairlane.operator.control.Topology;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The virtual functions behind a forwarder's devices. Pure. */
final class FunctionStatus {

  private FunctionStatus() {}

  /**
   * In the order of the devices; those whose function is not known are left out.
   *
   * @param functions PCI addresses by device
   * @param topology absent before the forwarder has answered: then only the addresses are known
   */
  static List<DeviceStatus> of(
      List<Device> devices, Map<String, String> functions, Optional<Topology> topology) {
    return devices.stream()
        .filter(device -> device.kind() == NetworkKind.SRIOV)
        .filter(device -> functions.containsKey(device.name()))
        .map(device -> status(device.name(), functions.get(device.name()), topology))
        .toList();
  }

  private static DeviceStatus status(
      String device, String pciAddress, Optional<Topology> topology) {
    Optional<Topology.Device> function = topology.flatMap(each -> each.function(pciAddress));
    return new DeviceStatus(
        device,
        pciAddress,
        function.map(Topology.Device::driver).orElse(null),
        function.map(Topology.Device::numaNode).orElse(null),
        function.map(Topology.Device::mac).orElse(null));
  }
}
