package dev.fairlane.operator.pod;

import dev.fairlane.api.v1alpha1.Cores;
import dev.fairlane.api.v1alpha1.CoresMode;
import dev.fairlane.api.v1alpha1.ForwarderPoolSpec;
import dev.fairlane.api.v1alpha1.ForwarderRole;
import dev.fairlane.api.v1alpha1.ForwarderSpec;
import dev.fairlane.api.v1alpha1.NetworkKind;
import dev.fairlane.operator.model.DomUCores;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.Optional;

/**
 * What a forwarder pod takes of its node. Pure.
 *
 * @param hugepages more than nothing where present
 * @param functions how many of each extended resource of virtual functions
 * @param packetSockets whether it has devices of the kernel
 */
record PodSize(
    Cores cores,
    Quantity memory,
    Optional<Quantity> hugepages,
    Map<String, Quantity> functions,
    boolean packetSockets) {

  /**
   * As the pool says; but the cores of a router's own forwarder are those that the router asks for,
   * and with a mere share of the CPU it has no hugepages.
   */
  static PodSize of(ForwarderSpec forwarder, ForwarderPoolSpec pool) {
    Cores cores =
        forwarder.role() == ForwarderRole.DOMU
            ? DomUCores.of(forwarder.domU()).cores()
            : pool.cores();
    boolean small = forwarder.role() == ForwarderRole.DOMU && cores.mode() == CoresMode.SHARED;
    return new PodSize(
        cores,
        Optional.ofNullable(pool.memory()).orElse(new Quantity("256Mi")),
        Optional.ofNullable(pool.hugepages())
            .filter(pages -> !small && pages.getNumericalAmount().signum() > 0),
        ForwarderFunctions.resources(forwarder.devices(), pool.networks()),
        forwarder.devices().stream().anyMatch(device -> device.kind() == NetworkKind.KERNEL));
  }
}
