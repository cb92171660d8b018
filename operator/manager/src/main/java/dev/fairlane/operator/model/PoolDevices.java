package dev.fairlane.operator.model;

import dev.fairlane.api.v1alpha1.Device;
import dev.fairlane.api.v1alpha1.ForwarderPoolSpec;
import dev.fairlane.api.v1alpha1.PoolNetwork;
import dev.fairlane.api.v1alpha1.Scheduler;
import dev.fairlane.operator.control.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the forwarders of a pool are given, with the defaults of an object that the API server has
 * not seen. Pure.
 */
public final class PoolDevices {

  private static final int ATTACHMENTS = 4;
  private static final int BUFFERS = 1024;

  private PoolDevices() {}

  /** {@code NETWORK-0} to {@code NETWORK-(n-1)} for each network, in the pool's order. */
  public static List<Device> of(ForwarderPoolSpec pool) {
    List<Device> devices = new ArrayList<>();
    for (PoolNetwork network : pool.networks()) {
      int count = Optional.ofNullable(network.attachmentsPerDom0()).orElse(ATTACHMENTS);
      for (int index = 0; index < count; index++) {
        devices.add(
            new Device(
                network.name() + "-" + index,
                network.name(),
                network.kind(),
                network.synthetic(),
                network.sharing()));
      }
    }
    return devices;
  }

  /**
   * Whether the pod has the device: a Synthetic one is the forwarder's own, in every pod; a virtual
   * function counts when it is known which one the present pod was given.
   */
  public static boolean present(Device device, ObservedForwarder forwarder, Topology topology) {
    return switch (device.kind()) {
      case SYNTHETIC -> true;
      case KERNEL -> topology.hasDevice(device.name());
      case SRIOV -> forwarder.pciAddress(device.name()).flatMap(topology::function).isPresent();
    };
  }

  public static Scheduler scheduler(ForwarderPoolSpec pool) {
    return Optional.ofNullable(pool.scheduler()).orElse(Scheduler.DEFAULT);
  }

  public static int buffersPerRouter(ForwarderPoolSpec pool) {
    return Optional.ofNullable(pool.buffersPerRouter()).orElse(BUFFERS);
  }
}
