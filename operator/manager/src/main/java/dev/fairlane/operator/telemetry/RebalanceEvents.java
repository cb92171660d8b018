package dev.fairlane.operator.telemetry;

import dev.fairlane.api.rebalance.PlanApproval;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.operator.control.Report;
import dev.fairlane.operator.decide.RebalanceDecision;
import dev.fairlane.operator.model.ObservedForwarder;
import dev.fairlane.operator.model.PoolSnapshot;
import dev.fairlane.operator.model.Reason;
import dev.fairlane.operator.model.Relocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Tells in Events and metrics what rebalancing of one pool does: on the pool the plans, on each
 * router its moves, once they are seen in a report. One thread.
 */
public final class RebalanceEvents {

  private static final String ACTION = "Rebalance";

  private final EventRecorder events;
  private final OperatorMetrics metrics;
  private final List<Relocation> expected = new ArrayList<>();
  private String why = "";
  private String recommended = "";

  public RebalanceEvents(EventRecorder events, OperatorMetrics metrics) {
    this.events = events;
    this.metrics = metrics;
  }

  /** A tick was carried out. */
  public void decided(RebalanceDecision decision, PoolSnapshot snapshot) {
    decision.outcome().ifPresent(outcome -> metrics.compared(outcome.largestShortfallCores()));
    if (decision.ineffective()) {
      events.tell(
          snapshot.pool(),
          ACTION,
          Reason.PLAN_INEFFECTIVE,
          "The last plan brought less than half of the gain that it promised: its paths stay where they are for a while.",
          true);
    }
    decision.unreached().forEach(move -> tellUnreached(move, snapshot));
    expected.removeAll(decision.unreached());
    if (decision.acts()) {
      realized(decision, snapshot);
    }
    recommended(decision, snapshot);
  }

  /** What the forwarders reported since: tells the moves that are seen. */
  public void reported(List<ObservedForwarder> forwarders, PoolSnapshot snapshot) {
    expected.removeIf(
        move -> {
          Optional<Report.Path> arrived = arrived(move, forwarders);
          arrived.ifPresent(path -> tellMoved(move, path, snapshot));
          return arrived.isPresent() || router(move, snapshot).isEmpty();
        });
  }

  private void realized(RebalanceDecision decision, PoolSnapshot snapshot) {
    metrics.planned(decision.moves().size(), decision.predicted().largestShortfallCores());
    expected.clear();
    expected.addAll(decision.moves());
    why = decision.message();
    String moves =
        decision.moves().stream().map(RebalanceEvents::text).collect(Collectors.joining("; "));
    events.tell(
        snapshot.pool(),
        ACTION,
        Reason.MOVE,
        "Plan %s: %s %s.".formatted(decision.planId(), decision.message(), moves),
        false);
  }

  /** Once for each plan, not at each tick at which it still waits. */
  private void recommended(RebalanceDecision decision, PoolSnapshot snapshot) {
    boolean waits = decision.reason() == Reason.RECOMMEND;
    if (waits && !decision.planId().equals(recommended)) {
      events.tell(
          snapshot.pool(),
          ACTION,
          Reason.PLAN_RECOMMENDED,
          "Plan %s: %s Approve it by the annotation %s=%s."
              .formatted(
                  decision.planId(),
                  decision.message(),
                  PlanApproval.ANNOTATION,
                  decision.planId()),
          false);
    }
    recommended = waits ? decision.planId() : recommended;
  }

  private void tellMoved(Relocation move, Report.Path path, PoolSnapshot snapshot) {
    router(move, snapshot)
        .ifPresent(
            router ->
                events.tell(
                    router,
                    ACTION,
                    Reason.PATH_MOVED,
                    MoveCost.told(move, path.moves(), why),
                    false));
  }

  private void tellUnreached(Relocation move, PoolSnapshot snapshot) {
    router(move, snapshot)
        .ifPresent(
            router ->
                events.tell(
                    router,
                    ACTION,
                    Reason.MOVE_NOT_REACHED,
                    "The path of interface %s is still on worker %d of the forwarder %s and not on worker %d; nobody waits for it any more."
                        .formatted(move.interfaceName(), move.from(), move.forwarder(), move.to()),
                    true));
  }

  private static Optional<VirtualRouter> router(Relocation move, PoolSnapshot snapshot) {
    return snapshot.routers().stream()
        .filter(router -> router.getMetadata().getUid().equals(move.routerUid()))
        .findFirst();
  }

  private static Optional<Report.Path> arrived(
      Relocation move, List<ObservedForwarder> forwarders) {
    return forwarders.stream()
        .filter(forwarder -> forwarder.name().equals(move.forwarder()))
        .flatMap(forwarder -> forwarder.reported(move.routerUid()).stream())
        .flatMap(router -> router.path(move.interfaceName()).stream())
        .filter(path -> path.worker() == move.to() && path.state().equals("Forwarding"))
        .findFirst();
  }

  private static String text(Relocation move) {
    return "%s/%s from worker %d to %d of %s"
        .formatted(move.router(), move.interfaceName(), move.from(), move.to(), move.forwarder());
  }
}
