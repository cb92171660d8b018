package dev.fairlane.kubectl.top;

import dev.fairlane.api.v1alpha1.EntitlementStatus;
import dev.fairlane.api.v1alpha1.PathStatus;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.api.v1alpha1.VirtualRouterStatus;
import dev.fairlane.kubectl.figures.LiveFigures;
import dev.fairlane.kubectl.figures.PathFigures;
import dev.fairlane.kubectl.figures.Window;
import dev.fairlane.kubectl.pool.PlacedRouters;
import dev.fairlane.kubectl.pool.StatusAge;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Rows of routers: live where every path has live figures, else what the status shows. Pure. */
final class RouterRows {

  private static final VirtualRouterStatus EMPTY =
      new VirtualRouterStatus(null, null, null, null, null, null, null, null, null, null);

  private final PlacedRouters places;
  private final LiveFigures live;
  private final Map<String, Double> dueCores;
  private final Instant now;

  /**
   * @param dueCores by the router's uid
   */
  RouterRows(PlacedRouters places, LiveFigures live, Map<String, Double> dueCores, Instant now) {
    this.places = places;
    this.live = live;
    this.dueCores = dueCores;
    this.now = now;
  }

  RouterRow row(VirtualRouter router) {
    VirtualRouterStatus status = Optional.ofNullable(router.getStatus()).orElse(EMPTY);
    Optional<Condition> ready =
        status.conditions().stream().filter(each -> each.getType().equals("Ready")).findFirst();
    RouterFigures figures = liveFigures(router).orElseGet(() -> statusFigures(router, status));
    return new RouterRow(
        router.getMetadata().getNamespace(),
        router.getMetadata().getName(),
        router.getSpec().poolRef().name(),
        ready.map(Condition::getStatus).orElse("Unknown"),
        ready.map(Condition::getReason).orElse("Pending"),
        status.node(),
        status.paths().stream()
            .map(PathStatus::core)
            .filter(Objects::nonNull)
            .distinct()
            .sorted()
            .toList(),
        cores(Optional.ofNullable(status.entitlement()).map(EntitlementStatus::entitledCores)),
        Optional.ofNullable(dueCores.get(router.getMetadata().getUid()))
            .map(Rounded::cores)
            .orElse(null),
        figures.receivedCores(),
        figures.packetsPerSecond(),
        figures.dropsPerSecond(),
        figures.costCyclesPerPacket(),
        figures.source());
  }

  private Optional<RouterFigures> liveFigures(VirtualRouter router) {
    return places
        .of(router)
        .flatMap(
            place ->
                live.window(place.forwarder().getMetadata().getName())
                    .flatMap(window -> liveFigures(place, window)));
  }

  private static Optional<RouterFigures> liveFigures(PlacedRouters.Place place, Window window) {
    List<PathFigures> paths =
        place.router().paths().stream()
            .flatMap(path -> window.path(place.router().uid(), path.inputs()).stream())
            .toList();
    return paths.size() < place.router().paths().size()
        ? Optional.empty()
        : Optional.of(RouterFigures.live(paths, window.seconds()));
  }

  private RouterFigures statusFigures(VirtualRouter router, VirtualRouterStatus status) {
    if (status.packetsPerSecond() == null) {
      return RouterFigures.NONE;
    }
    Double age =
        StatusAge.of(router, now).map(each -> Double.valueOf(each.toSeconds())).orElse(null);
    return new RouterFigures(
        cores(Optional.ofNullable(status.entitlement()).map(EntitlementStatus::receivedCores)),
        status.packetsPerSecond().doubleValue(),
        status.paths().stream()
            .map(PathStatus::dropsPerSecond)
            .filter(Objects::nonNull)
            .mapToDouble(Long::doubleValue)
            .sum(),
        Optional.ofNullable(status.costCyclesPerPacket()).map(Long::doubleValue).orElse(null),
        FigureSource.status(age));
  }

  private static Double cores(Optional<String> text) {
    return text.map(Double::valueOf).orElse(null);
  }
}
