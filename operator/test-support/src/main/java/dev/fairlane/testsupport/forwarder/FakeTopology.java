package dev.fairlane.testsupport.forwarder;

import java.util.Arrays;
import java.util.List;

/**
 * What the pod of a fake forwarder has.
 *
 * @param cpus ids of its CPUs, each with a worker, in the order of the workers' indices
 * @param devices its netdevs
 */
public record FakeTopology(List<Integer> cpus, List<FakeDevice> devices) {

  public FakeTopology {
    cpus = List.copyOf(cpus);
    devices = List.copyOf(devices);
  }

  /** Devices of 1500 bytes with these names. */
  public static FakeTopology of(List<Integer> cpus, String... devices) {
    return new FakeTopology(cpus, Arrays.stream(devices).map(FakeDevice::named).toList());
  }

  boolean hasDevice(String name) {
    return devices.stream().anyMatch(device -> device.name().equals(name));
  }

  FakeDevice device(String name) {
    return devices.stream()
        .filter(device -> device.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no device " + name));
  }

  boolean hasWorker(int index) {
    return index >= 0 && index < cpus.size();
  }
}
