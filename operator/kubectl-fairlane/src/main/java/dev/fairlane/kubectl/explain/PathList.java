package dev.fairlane.kubectl.explain;

import dev.fairlane.api.v1alpha1.AssignedInterface;
import dev.fairlane.api.v1alpha1.AssignedPath;
import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.api.v1alpha1.InterfaceStatus;
import dev.fairlane.api.v1alpha1.PathStatus;
import dev.fairlane.api.v1alpha1.RouterInterface;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.kubectl.explain.Explanation.PathShown;
import java.util.List;
import java.util.Optional;

/**
 * The paths of a router: the place by the Forwarder's spec or the status, figures by the status.
 */
final class PathList {

  private final VirtualRouter router;
  private final Optional<AssignedRouter> assigned;

  /**
   * @param assigned what the Forwarder's spec says of the router, if it can be seen
   */
  PathList(VirtualRouter router, Optional<AssignedRouter> assigned) {
    this.router = router;
    this.assigned = assigned;
  }

  List<PathShown> paths() {
    return router.getSpec().interfaces().stream().map(this::path).toList();
  }

  private PathShown path(RouterInterface port) {
    Optional<PathStatus> status =
        Optional.ofNullable(router.getStatus()).stream()
            .flatMap(each -> each.paths().stream())
            .filter(path -> path.name().equals(port.name()) || path.joined().contains(port.name()))
            .findFirst();
    Optional<PathStatus> own = status.filter(path -> path.name().equals(port.name()));
    return new PathShown(
        port.name(),
        port.network(),
        device(port.name()),
        worker(port.name()).or(() -> status.map(PathStatus::worker)).orElse(null),
        status.map(PathStatus::core).orElse(null),
        status.map(PathStatus::state).orElse(null),
        own.map(PathStatus::packetsPerSecond).orElse(null),
        own.map(PathStatus::dropsPerSecond).orElse(null),
        own.map(PathStatus::costCyclesPerPacket).orElse(null),
        own.isPresent() ? null : status.map(PathStatus::name).orElse(null));
  }

  private String device(String name) {
    Optional<String> intended =
        assigned.stream()
            .flatMap(each -> each.interfaces().stream())
            .filter(each -> each.name().equals(name))
            .map(AssignedInterface::device)
            .findFirst();
    return intended
        .or(
            () ->
                Optional.ofNullable(router.getStatus()).stream()
                    .flatMap(each -> each.interfaces().stream())
                    .filter(each -> each.name().equals(name))
                    .map(InterfaceStatus::device)
                    .findFirst())
        .orElse(null);
  }

  private Optional<Integer> worker(String name) {
    return assigned.stream()
        .flatMap(each -> each.paths().stream())
        .filter(each -> each.inputs().contains(name))
        .map(AssignedPath::worker)
        .findFirst();
  }
}
