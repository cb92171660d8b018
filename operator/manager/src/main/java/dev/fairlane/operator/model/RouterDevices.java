package dev.fairlane.operator.model;

import dev.fairlane.api.v1alpha1.Device;
import dev.fairlane.api.v1alpha1.ForwarderPoolSpec;
import dev.fairlane.api.v1alpha1.PoolNetwork;
import dev.fairlane.api.v1alpha1.RouterInterface;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a router's own forwarder is given: one device for each of its interfaces. Pure. */
public final class RouterDevices {

  private RouterDevices() {}

  /**
   * {@code NETWORK-0} to {@code NETWORK-(n-1)} for the n interfaces on each network, in the order
   * of the interfaces; nothing for a network that the pool lacks.
   */
  public static List<Device> of(VirtualRouter router, ForwarderPoolSpec pool) {
    Map<String, PoolNetwork> networks =
        pool.networks().stream().collect(Collectors.toMap(PoolNetwork::name, Function.identity()));
    Map<String, Integer> counts = new HashMap<>();
    List<Device> devices = new ArrayList<>();
    for (RouterInterface each : router.getSpec().interfaces()) {
      PoolNetwork network = networks.get(each.network());
      if (network != null) {
        int index = counts.merge(network.name(), 1, Integer::sum) - 1;
        devices.add(
            new Device(
                network.name() + "-" + index, network.name(), network.kind(), network.synthetic()));
      }
    }
    return devices;
  }
}
