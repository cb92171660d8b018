package dev.fairlane.placement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Short words for the pools and routers of the tests. */
final class Pools {

  static final Tenant TENANT = new Tenant("everybody", 100);

  private Pools() {}

  /** A forwarder on a node of the same name, with {@code perNetwork} devices on each network. */
  static ForwarderTopology forwarder(String name, int workers, int perNetwork, String... networks) {
    List<Device> devices = new ArrayList<>();
    for (String network : networks) {
      for (int index = 0; index < perNetwork; index++) {
        devices.add(new Device(network + "-" + index, network));
      }
    }
    return new ForwarderTopology(
        name, "node-of-" + name, IntStream.range(0, workers).boxed().toList(), devices);
  }

  /** The same forwarder with so many places on each device. */
  static ForwarderTopology shared(ForwarderTopology forwarder, int places) {
    return new ForwarderTopology(
        forwarder.name(),
        forwarder.node(),
        forwarder.workers(),
        forwarder.devices().stream()
            .map(device -> new Device(device.name(), device.network(), places))
            .toList());
  }

  /** A router with an interface on each of the networks, named port0, port1, ... */
  static RouterRequest router(String name, int weight, String... networks) {
    return router(name, TENANT, weight, networks);
  }

  static RouterRequest router(String name, Tenant tenant, int weight, String... networks) {
    List<InterfaceRequest> ports =
        IntStream.range(0, networks.length)
            .mapToObj(index -> new InterfaceRequest("port" + index, networks[index]))
            .toList();
    return new RouterRequest("uid-of-" + name, name, tenant.name(), weight, ports);
  }

  static PlacementInput input(List<ForwarderTopology> forwarders, RouterRequest... routers) {
    return new PlacementInput(forwarders, List.of(TENANT), Arrays.asList(routers), List.of());
  }

  /** The same wishes, with what a plan decided as the present. */
  static PlacementInput after(PlacementInput input, Plan plan) {
    return new PlacementInput(
        input.forwarders(), input.tenants(), input.routers(), plan.assignments());
  }

  static PlacementInput with(PlacementInput input, List<ForwarderTopology> forwarders) {
    return new PlacementInput(forwarders, input.tenants(), input.routers(), input.current());
  }

  static PlacementInput with(PlacementInput input, RouterRequest... routers) {
    return new PlacementInput(
        input.forwarders(), input.tenants(), Arrays.asList(routers), input.current());
  }

  static Placement placementOf(Plan plan, String router) {
    return plan.placements().stream()
        .filter(placement -> placement.assignment().routerUid().equals("uid-of-" + router))
        .findFirst()
        .orElseThrow(() -> new AssertionError(router + " has no place in " + plan));
  }
}
