package dev.fairlane.operator.planning;

import dev.fairlane.api.v1alpha1.AssignedPath;
import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.operator.control.Report;
import dev.fairlane.operator.model.ObservedForwarder;
import dev.fairlane.operator.model.Relocation;
import dev.fairlane.placement.estimate.PathName;
import dev.fairlane.placement.rebalance.RunningPath;
import dev.fairlane.placement.rebalance.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where paths are, by the reports, against where they are to be. A path that is not there is on its
 * way; one that has been for too long is stuck, stays where it is, and nobody waits for it any
 * more. Built once and then read.
 */
final class PathPlaces {

  /** Three ticks: a move takes microseconds, and the report that shows it a few seconds. */
  private static final long DEADLINE_SECONDS = 30;

  private final Map<PathName, Long> awayBefore;
  private final long lastSeconds;
  private final long nowSeconds;
  private final Map<String, Set<Integer>> workers;
  private final List<RunningPath> running = new ArrayList<>();
  private final Map<PathName, Long> away = new HashMap<>();
  private final List<Relocation> unreached = new ArrayList<>();
  private int onTheirWay;

  /**
   * @param before what the last tick left
   */
  PathPlaces(
      List<ObservedForwarder> forwarders,
      List<Site> sites,
      RebalanceState before,
      long nowSeconds) {
    this.awayBefore = before.awaySeconds();
    this.lastSeconds = before.nowSeconds();
    this.nowSeconds = nowSeconds;
    this.workers =
        sites.stream()
            .collect(
                Collectors.toMap(
                    Site::forwarder,
                    site ->
                        site.workers().stream()
                            .map(worker -> worker.index())
                            .collect(Collectors.toSet())));
    for (ObservedForwarder forwarder : forwarders) {
      forwarder.routers().forEach(router -> add(forwarder, router));
    }
  }

  /** The paths that run, on the workers on which they do. */
  List<RunningPath> running() {
    return running;
  }

  int onTheirWay() {
    return onTheirWay;
  }

  /** Since when each path is not where it is to be, for the next tick. */
  Map<PathName, Long> away() {
    return away;
  }

  /** The moves whose time ended since the last tick. */
  List<Relocation> unreached() {
    return unreached;
  }

  /** A router that its forwarder has not, or refused, runs nothing and holds nobody up. */
  private void add(ObservedForwarder forwarder, AssignedRouter router) {
    Optional<Report.Router> reported = forwarder.reported(router.uid());
    for (AssignedPath assigned : router.paths()) {
      reported
          .flatMap(applied -> applied.path(assigned.interfaceName()))
          .filter(path -> workers.getOrDefault(forwarder.name(), Set.of()).contains(path.worker()))
          .ifPresent(path -> add(forwarder, router, assigned, path));
    }
  }

  private void add(
      ObservedForwarder forwarder, AssignedRouter router, AssignedPath assigned, Report.Path path) {
    PathName name = new PathName(nameOf(router), path.interfaceName());
    boolean arrived =
        path.isQuarantined()
            || path.worker() == assigned.worker() && path.state().equals("Forwarding");
    boolean stuck = !arrived && isStuck(forwarder, router, assigned, path, name);
    running.add(
        new RunningPath(name, forwarder.name(), path.worker(), path.isQuarantined() || stuck));
  }

  private boolean isStuck(
      ObservedForwarder forwarder,
      AssignedRouter router,
      AssignedPath assigned,
      Report.Path path,
      PathName name) {
    long since = awayBefore.getOrDefault(name, nowSeconds);
    away.put(name, since);
    if (nowSeconds - since < DEADLINE_SECONDS) {
      onTheirWay++;
      return false;
    }
    if (lastSeconds - since < DEADLINE_SECONDS) {
      unreached.add(
          new Relocation(
              router.uid(),
              nameOf(router),
              path.interfaceName(),
              forwarder.name(),
              path.worker(),
              assigned.worker()));
    }
    return true;
  }

  static String nameOf(AssignedRouter router) {
    return router.namespace() + "/" + router.name();
  }
}
