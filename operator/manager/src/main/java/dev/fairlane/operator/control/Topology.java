package dev.fairlane.operator.control;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Optional;

/** What a forwarder answers to {@code GET /v1/topology}; it does not change within one boot. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Topology(
    List<Worker> workers,
    int controlCpu,
    String coresMode,
    List<Integer> cpus,
    boolean hugepages,
    List<Device> devices) {

  public Topology {
    workers = workers == null ? List.of() : List.copyOf(workers);
    cpus = cpus == null ? List.of() : List.copyOf(cpus);
    devices = devices == null ? List.of() : List.copyOf(devices);
  }

  public boolean hasDevice(String name) {
    return device(name).isPresent();
  }

  /** The device of that name; a virtual function's is its PCI address. */
  public Optional<Device> device(String name) {
    return devices.stream().filter(device -> device.name().equals(name)).findFirst();
  }

  public Optional<Worker> worker(int index) {
    return workers.stream().filter(worker -> worker.index() == index).findFirst();
  }

  /** A forwarding thread and where its CPU is. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Worker(int index, int cpu, int numaNode, int cacheDomain) {}

  /** The virtual function at this PCI address, if the forwarder drives it. */
  public Optional<Device> function(String pciAddress) {
    return devices.stream().filter(device -> pciAddress.equals(device.pciAddress())).findFirst();
  }

  /**
   * A network device of the pod.
   *
   * @param pciAddress of a virtual function, whose name it is; else null, as the next two
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Device(
      String name,
      String kind,
      String mac,
      Integer mtu,
      String pciAddress,
      String driver,
      Integer numaNode) {}
}
