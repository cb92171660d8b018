package dev.fairlane.operator.configuration;

import dev.fairlane.api.v1alpha1.AssignedPath;
import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.api.v1alpha1.Device;
import dev.fairlane.api.v1alpha1.ForwarderSpec;
import dev.fairlane.api.v1alpha1.Forwarding;
import dev.fairlane.api.v1alpha1.NetworkKind;
import dev.fairlane.api.v1alpha1.RouterInterface;
import dev.fairlane.api.v1alpha1.Scheduler;
import dev.fairlane.api.v1alpha1.SyntheticLoad;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.operator.control.ConfigDocument;
import dev.fairlane.operator.control.Topology;
import dev.fairlane.operator.graphs.RouterGraphs;
import dev.fairlane.operator.model.ObservedForwarder;
import dev.fairlane.operator.model.PoolDevices;
import dev.fairlane.operator.model.RouterVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Builds the configuration of a forwarder from its assignment and the routers' specs. Pure. */
public final class ConfigDocumentFactory {

  private final RouterGraphs graphs;

  public ConfigDocumentFactory(RouterGraphs graphs) {
    this.graphs = graphs;
  }

  /**
   * The document for the forwarder's present generation. A router that is not at hand in the
   * assigned version, whose graph is refused, or whose entry was refused before, stays as it is
   * applied, or is left out when it is not.
   *
   * @param routers by uid
   * @param refused whether this very entry was refused by the forwarder's present boot
   */
  public ConfigDocument document(
      ObservedForwarder forwarder,
      Map<String, KnownRouter> routers,
      Predicate<ConfigDocument.Router> refused) {
    List<ConfigDocument.Router> entries =
        forwarder.routers().stream()
            .map(assigned -> entry(forwarder, assigned, routers.get(assigned.uid()), refused))
            .flatMap(Optional::stream)
            .toList();
    return new ConfigDocument(
        forwarder.uid(),
        forwarder.generation(),
        forwarder.resource().getSpec().buffersPerRouter(),
        scheduler(forwarder.resource().getSpec()),
        devices(forwarder),
        entries);
  }

  /** A Forwarder that was written before its pool could say anything has none. */
  private static ConfigDocument.Scheduler scheduler(ForwarderSpec spec) {
    Scheduler scheduler = Optional.ofNullable(spec.scheduler()).orElse(Scheduler.DEFAULT);
    return new ConfigDocument.Scheduler(scheduler.policy().word(), scheduler.sampleEvery());
  }

  /**
   * A pod that is older than its pool lacks some devices: naming them would spoil the whole
   * document.
   */
  private static List<ConfigDocument.Device> devices(ObservedForwarder forwarder) {
    return forwarder.resource().getSpec().devices().stream()
        .filter(
            device ->
                forwarder
                    .topology()
                    .map(topology -> PoolDevices.present(device, forwarder, topology))
                    .orElse(device.kind() != NetworkKind.SRIOV))
        .map(device -> device(device, forwarder))
        .toList();
  }

  private static ConfigDocument.Device device(Device device, ObservedForwarder forwarder) {
    SyntheticLoad load = device.synthetic();
    return switch (device.kind()) {
      case KERNEL ->
          device.sharing() == null
              ? ConfigDocument.Device.kernel(device.name())
              : ConfigDocument.Device.shared(
                  device.name(),
                  device.sharing().classification().word(),
                  ClassifierWorker.of(workers(forwarder), forwarder.routers()));
      case SRIOV ->
          ConfigDocument.Device.sriov(
              device.name(), forwarder.pciAddress(device.name()).orElseThrow());
      case SYNTHETIC ->
          load == null
              ? ConfigDocument.Device.synthetic(device.name(), null, null)
              : ConfigDocument.Device.synthetic(
                  device.name(), load.packetsPerSecond(), load.frameBytes());
    };
  }

  private static List<Integer> workers(ObservedForwarder forwarder) {
    return forwarder
        .topology()
        .map(topology -> topology.workers().stream().map(Topology.Worker::index).toList())
        .orElse(List.of());
  }

  private Optional<ConfigDocument.Router> entry(
      ObservedForwarder forwarder,
      AssignedRouter assigned,
      KnownRouter router,
      Predicate<ConfigDocument.Router> refused) {
    if (router != null && router.version().equals(RouterVersion.of(assigned))) {
      Optional<ConfigDocument.Router> whole =
          forwarding(router)
              .map(forwarding -> whole(assigned, router.resource(), forwarding, shared(forwarder)))
              .filter(refused.negate());
      if (whole.isPresent()) {
        return whole;
      }
    }
    return forwarder
        .reported(assigned.uid())
        .map(applied -> ConfigDocument.Router.keep(assigned.uid(), assigned.generation()));
  }

  private static Set<String> shared(ObservedForwarder forwarder) {
    return forwarder.resource().getSpec().devices().stream()
        .filter(device -> device.sharing() != null)
        .map(Device::name)
        .collect(Collectors.toSet());
  }

  /**
   * @param shared names of the devices on which interfaces have places
   */
  private static ConfigDocument.Router whole(
      AssignedRouter assigned,
      VirtualRouter router,
      ConfigDocument.Forwarding forwarding,
      Set<String> shared) {
    Map<String, String> devices =
        assigned.interfaces().stream()
            .collect(Collectors.toMap(each -> each.name(), each -> each.device()));
    return new ConfigDocument.Router(
        assigned.uid(),
        assigned.generation(),
        null,
        assigned.namespace() + "/" + assigned.name(),
        assigned.release(),
        router.getSpec().interfaces().stream()
            .map(
                each -> {
                  String device = devices.get(each.name());
                  return shared.contains(device)
                      ? placed(each, device, assigned.uid())
                      : alone(each, device);
                })
            .toList(),
        forwarding,
        assigned.paths().stream().flatMap(ConfigDocumentFactory::paths).toList(),
        assigned.shares().stream()
            .map(
                share ->
                    new ConfigDocument.Share(share.worker(), share.sharePpm(), share.limitPpm()))
            .toList());
  }

  /** An entry for each interface: those that are inputs of one path say the same. */
  private static Stream<ConfigDocument.Path> paths(AssignedPath path) {
    return path.inputs().stream().map(input -> new ConfigDocument.Path(input, path.worker()));
  }

  private static ConfigDocument.Interface alone(RouterInterface each, String device) {
    return new ConfigDocument.Interface(
        each.name(), device, null, null, each.mtu(), each.addresses());
  }

  private static ConfigDocument.Interface placed(
      RouterInterface each, String device, String routerUid) {
    String mac =
        Optional.ofNullable(each.mac()).orElseGet(() -> DerivedMac.of(routerUid, each.name()));
    return new ConfigDocument.Interface(
        each.name(), device, mac, each.vlan(), each.mtu(), each.addresses());
  }

  /** Nothing when the router's graph is refused. */
  private Optional<ConfigDocument.Forwarding> forwarding(KnownRouter router) {
    Forwarding forwarding = router.resource().getSpec().forwarding();
    if (forwarding.click() != null) {
      return graphs
          .graph(router.resource(), router.parameters())
          .map(graph -> new ConfigDocument.Forwarding(null, null, ClickDocument.of(graph)));
    }
    if (forwarding.ipRouter() == null) {
      return Optional.of(new ConfigDocument.Forwarding(Map.of(), null, null));
    }
    List<ConfigDocument.Route> routes =
        forwarding.ipRouter().routes().stream()
            .map(route -> new ConfigDocument.Route(route.to(), route.via()))
            .toList();
    return Optional.of(
        new ConfigDocument.Forwarding(null, new ConfigDocument.IpRouter(routes), null));
  }
}
