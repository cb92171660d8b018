package dev.fairlane.operator.planning;

import dev.fairlane.api.v1alpha1.AssignedInterface;
import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.api.v1alpha1.WorkerStatus;
import dev.fairlane.operator.control.Topology;
import dev.fairlane.operator.decide.Admission;
import dev.fairlane.operator.decide.Evaluation;
import dev.fairlane.operator.model.ObservedForwarder;
import dev.fairlane.operator.model.ObservedNode;
import dev.fairlane.operator.model.PoolDevices;
import dev.fairlane.operator.model.PoolSnapshot;
import dev.fairlane.operator.model.Relocation;
import dev.fairlane.placement.Assignment;
import dev.fairlane.placement.Device;
import dev.fairlane.placement.ForwarderTopology;
import dev.fairlane.placement.InterfaceRequest;
import dev.fairlane.placement.PathAssignment;
import dev.fairlane.placement.PlacementInput;
import dev.fairlane.placement.RouterRequest;
import dev.fairlane.placement.Tenant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the planner is told of a pool. Pure. */
final class PlacementInputFactory {

  private static final int DEFAULT_WEIGHT = 100;

  private PlacementInputFactory() {}

  /**
   * @param moves paths that are taken as if they ran elsewhere already
   */
  static PlacementInput input(Evaluation evaluation, List<Relocation> moves) {
    Map<String, Map<String, Integer>> targets = new HashMap<>();
    moves.forEach(
        move ->
            targets
                .computeIfAbsent(move.routerUid(), uid -> new HashMap<>())
                .put(move.interfaceName(), move.to()));
    PoolSnapshot snapshot = evaluation.snapshot();
    Set<String> existing =
        snapshot.nodes().stream().map(ObservedNode::name).collect(Collectors.toSet());
    List<ObservedForwarder> forwarders =
        snapshot.forwarders().stream()
            .filter(forwarder -> existing.contains(forwarder.nodeName()))
            .toList();
    Map<String, HeldDevices> held =
        forwarders.stream()
            .collect(
                Collectors.toMap(
                    ObservedForwarder::name,
                    forwarder -> new HeldDevices(forwarder, evaluation.placeable())));
    return new PlacementInput(
        forwarders.stream()
            .map(forwarder -> topology(forwarder, held.get(forwarder.name()), snapshot))
            .toList(),
        tenants(snapshot),
        evaluation.placeable().stream().map(admission -> router(admission, snapshot)).toList(),
        forwarders.stream()
            .flatMap(
                forwarder ->
                    forwarder.routers().stream()
                        .map(
                            router ->
                                assignment(
                                    router,
                                    forwarder.name(),
                                    held.get(forwarder.name()),
                                    targets.getOrDefault(router.uid(), Map.of()))))
            .toList());
  }

  private static ForwarderTopology topology(
      ObservedForwarder forwarder, HeldDevices held, PoolSnapshot snapshot) {
    boolean open = forwarder.fresh() && snapshot.isSelected(forwarder.nodeName());
    return new ForwarderTopology(
        forwarder.name(),
        forwarder.nodeName(),
        workers(forwarder),
        open ? offered(forwarder, held.blocked(), snapshot) : used(forwarder));
  }

  /**
   * As reported now, or before an operator was restarted: a silent forwarder still counts in the
   * pool's capacity.
   */
  private static List<Integer> workers(ObservedForwarder forwarder) {
    return forwarder
        .topology()
        .map(topology -> topology.workers().stream().map(Topology.Worker::index).toList())
        .or(
            () ->
                Optional.ofNullable(forwarder.resource().getStatus())
                    .map(status -> status.workers().stream().map(WorkerStatus::index).toList()))
        .orElse(List.of());
  }

  /** What the pool asks for and the pod really has, but for what a router has yet to leave. */
  private static List<Device> offered(
      ObservedForwarder forwarder, Set<String> blocked, PoolSnapshot snapshot) {
    return wanted(forwarder, snapshot).stream()
        .filter(device -> !blocked.contains(device.name()))
        .filter(
            device ->
                forwarder
                    .topology()
                    .map(topology -> PoolDevices.present(device, forwarder, topology))
                    .orElse(false))
        .map(PlacementInputFactory::device)
        .toList();
  }

  /** A router's own forwarder has what the router asks for, not what the pool says. */
  private static List<dev.fairlane.api.v1alpha1.Device> wanted(
      ObservedForwarder forwarder, PoolSnapshot snapshot) {
    return forwarder.isDomU()
        ? forwarder.resource().getSpec().devices()
        : PoolDevices.of(snapshot.pool().getSpec());
  }

  /**
   * A forwarder that is silent, or whose node is not selected any more, keeps what it has and takes
   * nothing new.
   */
  private static List<Device> used(ObservedForwarder forwarder) {
    Set<String> used =
        forwarder.routers().stream()
            .flatMap(router -> router.interfaces().stream())
            .map(AssignedInterface::device)
            .collect(Collectors.toSet());
    return forwarder.resource().getSpec().devices().stream()
        .filter(device -> used.contains(device.name()))
        .map(PlacementInputFactory::device)
        .toList();
  }

  private static Device device(dev.fairlane.api.v1alpha1.Device device) {
    int places = device.sharing() == null ? 1 : device.sharing().interfacesPerAttachment();
    return new Device(device.name(), device.network(), places);
  }

  /** Tenants have no names of their own: their place in the pool's list identifies them. */
  private static List<Tenant> tenants(PoolSnapshot snapshot) {
    List<dev.fairlane.api.v1alpha1.Tenant> all = snapshot.pool().getSpec().tenants();
    List<Tenant> tenants = new ArrayList<>();
    for (int index = 0; index < all.size(); index++) {
      int weight = Optional.ofNullable(all.get(index).weight()).orElse(DEFAULT_WEIGHT);
      double mostFloors = CoreQuantities.cores(all.get(index).maxGuaranteedCores()).orElse(0);
      tenants.add(new Tenant(Integer.toString(index), weight, mostFloors));
    }
    return tenants;
  }

  private static RouterRequest router(Admission admission, PoolSnapshot snapshot) {
    VirtualRouter router = admission.router();
    int weight =
        Optional.ofNullable(router.getSpec().entitlement())
            .map(entitlement -> entitlement.weight())
            .orElse(DEFAULT_WEIGHT);
    List<InterfaceRequest> wanted =
        router.getSpec().interfaces().stream()
            .map(each -> new InterfaceRequest(each.name(), each.network()))
            .toList();
    List<InterfaceRequest> interfaces =
        admission.kept().map(kept -> interfaces(kept, snapshot)).orElse(wanted);
    return new RouterRequest(
        admission.uid(),
        router.getMetadata().getNamespace() + "/" + router.getMetadata().getName(),
        Integer.toString(admission.tenant()),
        weight,
        CoreQuantities.floorOf(router).orElse(0),
        CoreQuantities.ceilingOf(router),
        Instant.parse(router.getMetadata().getCreationTimestamp()).getEpochSecond(),
        interfaces,
        pathNames(admission, interfaces));
  }

  /** Each path goes by its first interface, as long as that has a device. */
  private static List<String> pathNames(Admission admission, List<InterfaceRequest> interfaces) {
    Set<String> names = interfaces.stream().map(InterfaceRequest::name).collect(Collectors.toSet());
    return admission.paths().stream()
        .flatMap(inputs -> inputs.stream().filter(names::contains).limit(1))
        .toList();
  }

  /** What goes on has the interfaces it had, whatever the refused spec says of them. */
  private static List<InterfaceRequest> interfaces(AssignedRouter kept, PoolSnapshot snapshot) {
    Map<String, String> networks =
        snapshot.forwarders().stream()
            .filter(forwarder -> forwarder.router(kept.uid()).isPresent())
            .flatMap(forwarder -> forwarder.resource().getSpec().devices().stream())
            .collect(Collectors.toMap(each -> each.name(), each -> each.network(), (a, b) -> a));
    return kept.interfaces().stream()
        .filter(each -> networks.containsKey(each.device()))
        .map(each -> new InterfaceRequest(each.name(), networks.get(each.device())))
        .toList();
  }

  /**
   * @param targets the workers of the paths that are moved, by interface
   */
  private static Assignment assignment(
      AssignedRouter router, String forwarder, HeldDevices held, Map<String, Integer> targets) {
    return new Assignment(
        router.uid(),
        forwarder,
        held.devicesOf(router),
        router.paths().stream()
            .map(
                each ->
                    new PathAssignment(
                        each.interfaceName(),
                        targets.getOrDefault(each.interfaceName(), each.worker())))
            .toList());
  }
}
