package dev.fairlane.operator.status;

import dev.fairlane.api.v1alpha1.AssignedInterface;
import dev.fairlane.api.v1alpha1.AssignedPath;
import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.api.v1alpha1.EntitlementStatus;
import dev.fairlane.api.v1alpha1.InterfaceStatus;
import dev.fairlane.api.v1alpha1.PathStatus;
import dev.fairlane.api.v1alpha1.VirtualRouterStatus;
import dev.fairlane.operator.control.Report;
import dev.fairlane.operator.control.Topology;
import dev.fairlane.operator.decide.Admission;
import dev.fairlane.operator.figures.FigureReader;
import dev.fairlane.operator.figures.PathFigures;
import dev.fairlane.operator.figures.Rounding;
import dev.fairlane.operator.figures.RouterFigures;
import dev.fairlane.operator.model.CoreRights;
import dev.fairlane.operator.model.ObservedForwarder;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The part of a router's status that is no condition: places and rounded figures. Pure. */
final class RouterShown {

  private RouterShown() {}

  /**
   * @param home the forwarder to which the router is assigned; without it nothing but the
   *     entitlement shows
   */
  static VirtualRouterStatus of(
      Admission admission, CoreRights rights, Optional<ObservedForwarder> home) {
    if (home.isEmpty()) {
      EntitlementStatus entitlement =
          admission.accepted().holds()
              ? new EntitlementStatus(Rounding.cores(rights.entitledCores()), null, null, "0")
              : null;
      return new VirtualRouterStatus(
          null, null, null, null, null, entitlement, null, null, null, null);
    }
    ObservedForwarder forwarder = home.get();
    AssignedRouter assigned = forwarder.router(admission.uid()).orElseThrow();
    Optional<RouterFigures> reported =
        FigureReader.router(forwarder.contact().window(), admission.uid());
    RouterFigures figures = reported.orElse(new RouterFigures(List.of()));
    List<PathStatus> paths =
        assigned.paths().stream().map(path -> path(path, forwarder, figures, admission)).toList();
    return new VirtualRouterStatus(
        null,
        null,
        forwarder.nodeName(),
        forwarder.name(),
        interfaces(assigned, forwarder),
        new EntitlementStatus(
            Rounding.cores(rights.entitledCores()),
            roundedCores(rights.dueCores()),
            roundedCores(rights.achievableCores()),
            Rounding.cores(figures.receivedCores())),
        paths,
        cores(paths),
        reported.map(each -> Rounding.whole(each.packetsPerSecond())).orElse(null),
        rounded(figures.costCyclesPerPacket()));
  }

  private static List<InterfaceStatus> interfaces(
      AssignedRouter assigned, ObservedForwarder forwarder) {
    return assigned.interfaces().stream()
        .map(
            each ->
                shown(
                    each,
                    forwarder,
                    forwarder
                        .reported(assigned.uid())
                        .flatMap(router -> router.interfaceNamed(each.name()))))
        .toList();
  }

  private static InterfaceStatus shown(
      AssignedInterface each, ObservedForwarder forwarder, Optional<Report.Interface> reported) {
    return new InterfaceStatus(
        each.name(),
        each.device(),
        reported
            .filter(device -> device.device().equals(each.device()))
            .map(Report.Interface::mac)
            .or(() -> forwarder.mac(each.device()))
            .orElse(null),
        reported.map(Report.Interface::hardwareClassified).orElse(null));
  }

  private static PathStatus path(
      AssignedPath assigned,
      ObservedForwarder forwarder,
      RouterFigures figures,
      Admission admission) {
    Optional<PathFigures> of = figures.path(assigned.interfaceName());
    Integer core =
        forwarder
            .topology()
            .flatMap(topology -> topology.worker(assigned.worker()))
            .map(Topology.Worker::cpu)
            .orElse(null);
    String state =
        forwarder
            .reported(admission.uid())
            .flatMap(router -> router.path(assigned.interfaceName()))
            .map(Report.Path::state)
            .orElse(null);
    return new PathStatus(
        assigned.interfaceName(),
        core,
        assigned.worker(),
        of.map(path -> rounded(path.costCyclesPerPacket())).orElse(null),
        of.map(path -> Rounding.whole(path.packetsPerSecond())).orElse(null),
        of.map(path -> Rounding.whole(path.dropsPerSecond())).orElse(null),
        state,
        assigned.joined());
  }

  private static String cores(List<PathStatus> paths) {
    String cores =
        paths.stream()
            .map(PathStatus::core)
            .filter(Objects::nonNull)
            .distinct()
            .sorted()
            .map(String::valueOf)
            .collect(Collectors.joining(","));
    return cores.isEmpty() ? null : cores;
  }

  private static String roundedCores(OptionalDouble cores) {
    return cores.isPresent() ? Rounding.cores(cores.getAsDouble()) : null;
  }

  private static Long rounded(OptionalDouble cost) {
    return cost.isPresent() ? Rounding.whole(cost.getAsDouble()) : null;
  }
}
