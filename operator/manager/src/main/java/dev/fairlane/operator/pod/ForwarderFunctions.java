package dev.fairlane.operator.pod;

import dev.fairlane.api.v1alpha1.Device;
import dev.fairlane.api.v1alpha1.NetworkKind;
import dev.fairlane.api.v1alpha1.PoolNetwork;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The virtual functions of a forwarder pod. Pure. */
final class ForwarderFunctions {

  private ForwarderFunctions() {}

  /**
   * How many of each extended resource: one for each device of an SRIOV network that the pool still
   * has. Networks may share a resource.
   */
  static Map<String, Quantity> resources(List<Device> devices, List<PoolNetwork> networks) {
    Map<String, String> resourceNames =
        networks.stream()
            .filter(network -> network.kind() == NetworkKind.SRIOV)
            .collect(Collectors.toMap(PoolNetwork::name, PoolNetwork::resourceName));
    Map<String, Long> counts =
        devices.stream()
            .map(device -> resourceNames.getOrDefault(device.network(), ""))
            .filter(resource -> !resource.isEmpty())
            .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
    Map<String, Quantity> resources = new TreeMap<>();
    counts.forEach((name, count) -> resources.put(name, new Quantity(count.toString())));
    return resources;
  }
}
