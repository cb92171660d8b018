package dev.fairlane.operator.decide;

import dev.fairlane.api.v1alpha1.Device;
import dev.fairlane.api.v1alpha1.DomU;
import dev.fairlane.api.v1alpha1.RouterReference;
import java.util.List;

/**
 * A forwarder that a router is to have for itself.
 *
 * @param node where it is, or is to be made
 * @param devices one for each interface
 * @param domU the CPU of its pod
 */
public record DomUSite(RouterReference router, String node, List<Device> devices, DomU domU) {

  public DomUSite {
    devices = List.copyOf(devices);
  }
}
