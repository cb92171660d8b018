package dev.fairlane.kubectl.explain;

import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.LastPlan;
import dev.fairlane.api.v1alpha1.RebalanceStatus;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.api.v1alpha1.VirtualRouterStatus;
import dev.fairlane.kubectl.cluster.ClusterState;
import dev.fairlane.kubectl.explain.Explanation.ConditionShown;
import dev.fairlane.kubectl.explain.Explanation.EntitlementShown;
import dev.fairlane.kubectl.explain.Explanation.EventShown;
import dev.fairlane.kubectl.explain.Explanation.PlanShown;
import dev.fairlane.kubectl.explain.Explanation.PoolShown;
import dev.fairlane.kubectl.explain.Explanation.RebalanceShown;
import dev.fairlane.kubectl.pool.PlacedRouters;
import dev.fairlane.kubectl.pool.StatusAge;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Gathers what there is to say about a router. Pure. */
final class ExplanationFactory {

  private static final int MOST_EVENTS = 10;
  private static final VirtualRouterStatus EMPTY =
      new VirtualRouterStatus(null, null, null, null, null, null, null, null, null, null);

  private final VirtualRouter router;
  private final VirtualRouterStatus status;
  private final ClusterState state;

  ExplanationFactory(VirtualRouter router, ClusterState state) {
    this.router = router;
    this.status = Optional.ofNullable(router.getStatus()).orElse(EMPTY);
    this.state = state;
  }

  Explanation explanation(List<Event> events, List<String> notes) {
    String poolName = router.getSpec().poolRef().name();
    var place = new PlacedRouters(state.forwarders()).of(router);
    return new Explanation(
        router.getMetadata().getNamespace(),
        router.getMetadata().getName(),
        generation(),
        Summary.of(status.conditions()),
        poolName,
        status.node(),
        status.forwarder(),
        status.conditions().stream().map(this::condition).toList(),
        new PathList(router, place.map(PlacedRouters.Place::router)).paths(),
        entitlement(state.pool(poolName)),
        state.pool(poolName).map(this::pool).orElse(null),
        events.stream()
            .map(event -> event(event, state.time()))
            .sorted(
                Comparator.comparing(
                    EventShown::ageSeconds, Comparator.nullsLast(Comparator.naturalOrder())))
            .limit(MOST_EVENTS)
            .toList(),
        new Advice(router, state).steps(status.conditions()),
        notes);
  }

  private long generation() {
    return Optional.ofNullable(router.getMetadata().getGeneration()).orElse(0L);
  }

  private ConditionShown condition(Condition condition) {
    return new ConditionShown(
        condition.getType(),
        condition.getStatus(),
        condition.getReason(),
        condition.getMessage(),
        Elapsed.seconds(condition.getLastTransitionTime(), state.time()),
        Objects.equals(condition.getObservedGeneration(), generation()));
  }

  private EntitlementShown entitlement(Optional<ForwarderPool> pool) {
    if (status.entitlement() == null || status.entitlement().entitledCores() == null) {
      return null;
    }
    double entitled = Double.parseDouble(status.entitlement().entitledCores());
    return new EntitlementShown(
        status.entitlement().entitledCores(),
        status.entitlement().receivedCores(),
        StatusAge.of(router, state.time()).map(Duration::toSeconds).orElse(null),
        pool.map(each -> Division.of(router, each, state, entitled)).orElse(List.of()));
  }

  private PoolShown pool(ForwarderPool pool) {
    if (pool.getStatus() == null) {
      return new PoolShown(
          "Unknown", null, "The operator has not judged the pool yet.", null, null);
    }
    Optional<Condition> ready =
        pool.getStatus().conditions().stream()
            .filter(each -> each.getType().equals("Ready"))
            .findFirst();
    return new PoolShown(
        ready.map(Condition::getStatus).orElse("Unknown"),
        ready.map(Condition::getReason).orElse(null),
        ready.map(Condition::getMessage).orElse(null),
        Optional.ofNullable(pool.getStatus().rebalance()).map(this::rebalance).orElse(null),
        Optional.ofNullable(pool.getStatus().lastPlan()).map(this::plan).orElse(null));
  }

  private RebalanceShown rebalance(RebalanceStatus shown) {
    return new RebalanceShown(
        shown.verdict(), shown.message(), Elapsed.seconds(shown.time(), state.time()));
  }

  private PlanShown plan(LastPlan plan) {
    return new PlanShown(
        plan.reason(), plan.message(), Elapsed.seconds(plan.time(), state.time()), plan.moves());
  }

  private static EventShown event(Event event, Instant now) {
    String time =
        event.getLastTimestamp() == null && event.getEventTime() != null
            ? event.getEventTime().getTime()
            : event.getLastTimestamp();
    return new EventShown(
        event.getType(), event.getReason(), event.getMessage(), Elapsed.seconds(time, now));
  }
}
