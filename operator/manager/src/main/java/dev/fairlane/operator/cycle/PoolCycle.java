package dev.fairlane.operator.cycle;

import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.ForwarderPoolStatus;
import dev.fairlane.operator.configuration.ConfiguredForwarder;
import dev.fairlane.operator.decide.Evaluation;
import dev.fairlane.operator.decide.Plan;
import dev.fairlane.operator.decide.Planner;
import dev.fairlane.operator.decide.Verdict;
import dev.fairlane.operator.decide.VerdictChain;
import dev.fairlane.operator.graphs.RouterGraphs;
import dev.fairlane.operator.model.PoolSnapshot;
import dev.fairlane.operator.observe.PoolObserver;
import dev.fairlane.operator.realize.ForwarderWrites;
import dev.fairlane.operator.realize.PoolRealizer;
import dev.fairlane.operator.realize.StatusWriter;
import dev.fairlane.operator.status.FirstAnswer;
import dev.fairlane.operator.status.PlacementHistory;
import dev.fairlane.operator.status.PoolOutcomeFactory;
import dev.fairlane.operator.status.PoolStatusFactory;
import dev.fairlane.operator.telemetry.OperatorMetrics;
import dev.fairlane.operator.telemetry.RebalanceEvents;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * One pool's control loop: observe, evaluate, decide, realize. All routers of a pool compete for
 * the same cores, so they are judged together, here and nowhere else. One thread.
 */
final class PoolCycle {

  private final String pool;
  private final PoolObserver observer;
  private final Planner planner;
  private final Rebalancing rebalancing;
  private final RebalanceEvents rebalanceEvents;
  private final PoolRealizer realizer;
  private final ForwarderWrites writes;
  private final RouterGraphs graphs;
  private final StatusWriter<ForwarderPool> statusWriter;
  private final Outcomes outcomes;
  private final OperatorMetrics metrics;
  private final InstantSource clock;
  private PlacementHistory history = PlacementHistory.NONE;

  PoolCycle(
      String pool,
      PoolObserver observer,
      Planner planner,
      Rebalancing rebalancing,
      RebalanceEvents rebalanceEvents,
      PoolRealizer realizer,
      ForwarderWrites writes,
      RouterGraphs graphs,
      StatusWriter<ForwarderPool> statusWriter,
      Outcomes outcomes,
      OperatorMetrics metrics,
      InstantSource clock) {
    this.pool = pool;
    this.observer = observer;
    this.planner = planner;
    this.rebalancing = rebalancing;
    this.rebalanceEvents = rebalanceEvents;
    this.realizer = realizer;
    this.writes = writes;
    this.graphs = graphs;
    this.statusWriter = statusWriter;
    this.outcomes = outcomes;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** One turn. False when the pool does not exist any more: this was the last turn. */
  boolean turn() {
    Instant now = clock.instant();
    boolean tick = rebalancing.takeTick(now);
    Optional<PoolSnapshot> observed = observe(now);
    if (observed.isEmpty()) {
      outcomes.remove(pool);
      return false;
    }
    if (FirstAnswer.isAwaited(observed.get().forwarders())) {
      return true;
    }
    Evaluation evaluation = Evaluation.of(observed.get(), graphs);
    Plan plan = planner.plan(evaluation);
    Verdict verdict = judge(evaluation, plan, tick);
    metrics.judged(verdict.reason());
    List<ConfiguredForwarder> realized =
        realizer.realize(evaluation.snapshot(), verdict, plan.domUs());
    rebalancing.realized();
    tell(evaluation.snapshot(), verdict, realized);
    publish(evaluation, plan, verdict, realized);
    return true;
  }

  /** The longest time until the next turn, if there may be no more than this between two. */
  Duration atMost(Duration interval) {
    Duration untilTick = rebalancing.untilTick(clock.instant());
    return untilTick.compareTo(interval) < 0 ? untilTick : interval;
  }

  /** What has no place comes first, whatever rebalancing may do. */
  private Verdict judge(Evaluation evaluation, Plan plan, boolean tick) {
    Verdict placing = VerdictChain.judge(evaluation, plan);
    return tick && placing instanceof Verdict.NoChange
        ? rebalancing.judge(evaluation, plan)
        : placing;
  }

  private void tell(PoolSnapshot snapshot, Verdict verdict, List<ConfiguredForwarder> realized) {
    if (verdict instanceof Verdict.Rebalance rebalance) {
      rebalanceEvents.decided(rebalance.decision(), snapshot);
    }
    rebalanceEvents.reported(
        realized.stream().map(ConfiguredForwarder::forwarder).toList(), snapshot);
  }

  private Optional<PoolSnapshot> observe(Instant now) {
    return observer.observe(pool, cached -> writes.over(cached, now), now);
  }

  private void publish(
      Evaluation evaluation, Plan plan, Verdict verdict, List<ConfiguredForwarder> realized) {
    ForwarderPool shown = statusWriter.latest(evaluation.snapshot().pool());
    ForwarderPoolStatus status =
        PoolStatusFactory.status(shown.getStatus(), evaluation.snapshot(), realized, verdict);
    if (!status.equals(shown.getStatus())) {
      ForwarderPool fresh = new ForwarderPool();
      fresh.setMetadata(new ObjectMetaBuilder().withName(pool).build());
      fresh.setStatus(status);
      statusWriter.write(fresh);
    }
    history = history.after(evaluation.snapshot(), realized);
    outcomes.publish(
        pool,
        PoolOutcomeFactory.outcome(
            evaluation, plan, verdict, rebalancing.last(), realized, history));
  }
}
