package dev.fairlane.testsupport.forwarder;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The answer to {@code GET /v1/topology}. */
final class TopologyDocument {

  private TopologyDocument() {}

  static Map<String, Object> of(FakeTopology topology) {
    List<Map<String, Object>> workers = new ArrayList<>();
    for (int cpu : topology.cpus()) {
      workers.add(Map.of("index", workers.size(), "cpu", cpu, "numaNode", 0, "cacheDomain", 0));
    }
    List<Map<String, Object>> devices = new ArrayList<>();
    for (FakeDevice device : topology.devices()) {
      devices.add(
          Map.of(
              "name", device.name(), "kind", "Kernel", "mac", device.mac(), "mtu", device.mtu()));
    }
    return Map.of(
        "workers",
        workers,
        "controlCpu",
        topology.cpus().getFirst(),
        "coresMode",
        "Exclusive",
        "cpus",
        topology.cpus(),
        "hugepages",
        true,
        "dpdkVersion",
        "none (fake)",
        "devices",
        devices);
  }
}
