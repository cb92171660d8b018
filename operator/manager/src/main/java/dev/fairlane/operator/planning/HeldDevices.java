package dev.fairlane.operator.planning;

import dev.fairlane.api.v1alpha1.AssignedInterface;
import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.api.v1alpha1.Device;
import dev.fairlane.api.v1alpha1.RouterInterface;
import dev.fairlane.operator.control.Report;
import dev.fairlane.operator.decide.Admission;
import dev.fairlane.operator.model.ObservedForwarder;
import dev.fairlane.placement.DeviceAssignment;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The devices of one forwarder that routers still have, whatever is assigned: a forwarder that
 * refused a router's new generation, or has not taken it yet, goes on with the former one on its
 * devices. Pure.
 */
final class HeldDevices {

  private final ObservedForwarder forwarder;
  private final Map<String, Admission> placeable;
  private final Map<String, String> networks;

  /**
   * @param placeable the routers that get or keep a place
   */
  HeldDevices(ObservedForwarder forwarder, List<Admission> placeable) {
    this.forwarder = forwarder;
    this.placeable =
        placeable.stream().collect(Collectors.toMap(Admission::uid, Function.identity()));
    this.networks =
        forwarder.resource().getSpec().devices().stream()
            .collect(Collectors.toMap(Device::name, Device::network));
  }

  /** The devices that a router of this forwarder can go on with: its interfaces' present ones. */
  List<DeviceAssignment> devicesOf(AssignedRouter assigned) {
    Admission admission = placeable.get(assigned.uid());
    Optional<Report.Router> former = former(assigned);
    if (admission == null || admission.kept().isPresent() || former.isEmpty()) {
      return assigned.interfaces().stream()
          .map(each -> new DeviceAssignment(each.name(), each.device()))
          .toList();
    }
    return admission.router().getSpec().interfaces().stream()
        .flatMap(port -> fitting(port, assigned, former.get()).stream())
        .toList();
  }

  /** What no router may be given before the forwarder has left it. */
  Set<String> blocked() {
    Set<String> blocked = new HashSet<>();
    for (AssignedRouter assigned : forwarder.routers()) {
      former(assigned).stream()
          .flatMap(router -> router.interfaces().stream())
          .map(Report.Interface::device)
          .filter(Objects::nonNull)
          .forEach(blocked::add);
    }
    // On a shared device there is room beside them.
    forwarder.resource().getSpec().devices().stream()
        .filter(device -> device.sharing() != null)
        .map(Device::name)
        .forEach(blocked::remove);
    // Their own holders may go on with them.
    forwarder.routers().stream()
        .flatMap(assigned -> devicesOf(assigned).stream())
        .map(DeviceAssignment::device)
        .forEach(blocked::remove);
    return blocked;
  }

  /** What is applied of a router that is wanted here, if it is of another generation. */
  private Optional<Report.Router> former(AssignedRouter assigned) {
    return Optional.ofNullable(placeable.get(assigned.uid()))
        .map(Admission::router)
        .flatMap(
            router ->
                forwarder
                    .reported(assigned.uid())
                    .filter(
                        applied -> applied.generation() != router.getMetadata().getGeneration()));
  }

  /** The assigned device if it is on the wanted network, else the applied one if that is. */
  private Optional<DeviceAssignment> fitting(
      RouterInterface port, AssignedRouter assigned, Report.Router former) {
    Stream<String> intended =
        assigned.interfaces().stream()
            .filter(each -> each.name().equals(port.name()))
            .map(AssignedInterface::device);
    Stream<String> applied =
        former.interfaceNamed(port.name()).map(Report.Interface::device).stream();
    return Stream.of(intended, applied)
        .flatMap(Function.identity())
        .filter(device -> port.network().equals(networks.get(device)))
        .map(device -> new DeviceAssignment(port.name(), device))
        .findFirst();
  }
}
