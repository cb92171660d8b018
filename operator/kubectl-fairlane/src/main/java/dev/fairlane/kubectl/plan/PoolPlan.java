package dev.fairlane.kubectl.plan;

import dev.fairlane.api.rebalance.MaintenanceWindows;
import dev.fairlane.api.rebalance.PlanApproval;
import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.Rebalance;
import dev.fairlane.api.v1alpha1.RebalanceMode;
import dev.fairlane.kubectl.cluster.ClusterState;
import dev.fairlane.kubectl.figures.LiveFigures;
import dev.fairlane.kubectl.figures.Readings;
import dev.fairlane.placement.estimate.PathName;
import dev.fairlane.placement.estimate.Window;
import dev.fairlane.placement.rebalance.Decision;
import dev.fairlane.placement.rebalance.Memory;
import dev.fairlane.placement.rebalance.Pool;
import dev.fairlane.placement.rebalance.Rebalancer;
import dev.fairlane.placement.rebalance.Tick;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Asks the operator's rebalancing what it would do about a pool. It knows one window alone, and
 * nothing of what the operator has learned: neither its cool-down nor blocked paths. Pure.
 */
public final class PoolPlan {

  private PoolPlan() {}

  /**
   * @param live what the forwarders did over a window
   */
  public static PlanView view(ForwarderPool pool, ClusterState state, LiveFigures live) {
    Rebalance rebalance = PoolPolicy.of(pool);
    PlanPool told = new PlanPool(pool, state, live);
    Pool of = told.of();
    Decision decision =
        Rebalancer.tick(
            PoolPolicy.policy(rebalance), of, tick(pool, state, live, told), Memory.NEW);
    List<String> notes = new ArrayList<>(told.notes());
    notes.addAll(state.notes());
    notes.addAll(live.failures());
    if (rebalance.mode() == RebalanceMode.OFF) {
      notes.add("The pool's mode is Off: the operator moves nothing.");
    }
    if (!decision.unknown().isEmpty()) {
      notes.add(
          "Nothing is known of %s: what the router is entitled to counts instead."
              .formatted(
                  decision.unknown().stream()
                      .map(PathName::toString)
                      .collect(Collectors.joining(", "))));
    }
    return PlanViewFactory.view(pool, of, decision, notes);
  }

  private static Tick tick(
      ForwarderPool pool, ClusterState state, LiveFigures live, PlanPool told) {
    Rebalance rebalance = PoolPolicy.of(pool);
    List<Forwarder> forwarders = state.dom0sOf(pool.getMetadata().getName());
    return new Tick(
        0,
        windows(forwarders, live),
        silent(forwarders, live),
        told.onTheirWay(),
        rebalance.moveBudget(),
        MaintenanceWindows.isOpen(rebalance.windows(), state.time()),
        PlanApproval.of(pool));
  }

  private static List<Window> windows(List<Forwarder> forwarders, LiveFigures live) {
    List<Window> windows = new ArrayList<>();
    for (Forwarder forwarder : forwarders) {
      Map<String, String> names = new HashMap<>();
      for (AssignedRouter router : forwarder.getSpec().routers()) {
        names.put(router.uid(), RouterRequests.nameOf(router));
      }
      live.window(forwarder.getMetadata().getName())
          .map(window -> Readings.window(window, names))
          .ifPresent(windows::add);
    }
    return windows;
  }

  /** One that runs nothing holds nobody up. */
  private static List<String> silent(List<Forwarder> forwarders, LiveFigures live) {
    return forwarders.stream()
        .filter(forwarder -> !forwarder.getSpec().routers().isEmpty())
        .map(forwarder -> forwarder.getMetadata().getName())
        .filter(name -> live.window(name).isEmpty())
        .toList();
  }
}
