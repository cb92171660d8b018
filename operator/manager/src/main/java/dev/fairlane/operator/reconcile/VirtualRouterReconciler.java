package dev.fairlane.operator.reconcile;

import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.api.v1alpha1.VirtualRouterStatus;
import dev.fairlane.operator.cycle.Outcomes;
import dev.fairlane.operator.model.RouterOutcome;
import dev.fairlane.operator.observe.ClusterView;
import dev.fairlane.operator.realize.StatusWriter;
import dev.fairlane.operator.status.OrphanOutcome;
import dev.fairlane.operator.status.RouterStatusPolicy;
import dev.fairlane.operator.telemetry.EventRecorder;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Shows in a router's status what its pool's cycle found. It decides nothing and is the status's
 * only writer.
 */
@ControllerConfiguration(name = VirtualRouterReconciler.NAME)
public class VirtualRouterReconciler implements Reconciler<VirtualRouter> {

  static final String NAME = "virtualrouter";

  private final Outcomes outcomes;
  private final ClusterView cluster;
  private final StatusWriter<VirtualRouter> writer;
  private final EventRecorder events;
  private final InstantSource clock;
  private final FigureTimes figureTimes = new FigureTimes();
  private final SimpleInboundEventSource<VirtualRouter> changes =
      new SimpleInboundEventSource<>("outcomes");

  public VirtualRouterReconciler(
      Outcomes outcomes,
      ClusterView cluster,
      StatusWriter<VirtualRouter> writer,
      EventRecorder events,
      InstantSource clock) {
    this.outcomes = outcomes;
    this.cluster = cluster;
    this.writer = writer;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public List<EventSource<?, VirtualRouter>> prepareEventSources(
      EventSourceContext<VirtualRouter> context) {
    outcomes.onRouterChange(
        outcome -> changes.propagateEvent(new ResourceID(outcome.name(), outcome.namespace())));
    return List.of(changes);
  }

  @Override
  public UpdateControl<VirtualRouter> reconcile(
      VirtualRouter cached, Context<VirtualRouter> context) {
    if (cached.getMetadata().getDeletionTimestamp() != null) {
      return UpdateControl.noUpdate();
    }
    VirtualRouter router = writer.latest(cached);
    Optional<RouterOutcome> outcome = outcome(router);
    return outcome.isEmpty()
        ? UpdateControl.noUpdate()
        : show(router, outcome.get(), clock.instant());
  }

  /**
   * Nothing while the cycle has not judged the present generation: it was woken by the same change.
   */
  private Optional<RouterOutcome> outcome(VirtualRouter router) {
    String pool = router.getSpec().poolRef().name();
    if (cluster.pool(pool).isEmpty()) {
      return Optional.of(OrphanOutcome.of(router));
    }
    return outcomes
        .router(pool, router.getMetadata().getUid())
        .filter(found -> found.generation() == router.getMetadata().getGeneration());
  }

  private UpdateControl<VirtualRouter> show(
      VirtualRouter router, RouterOutcome outcome, Instant now) {
    String uid = router.getMetadata().getUid();
    var decision =
        RouterStatusPolicy.decide(router.getStatus(), outcome, figureTimes.last(uid), now);
    decision.write().ifPresent(status -> write(router, status));
    if (decision.withFigures()) {
      figureTimes.wrote(uid, now);
    }
    return decision
        .lookAgain()
        .map(
            time ->
                UpdateControl.<VirtualRouter>noUpdate()
                    .rescheduleAfter(Duration.between(now, time)))
        .orElseGet(UpdateControl::noUpdate);
  }

  private void write(VirtualRouter router, VirtualRouterStatus status) {
    VirtualRouter fresh = new VirtualRouter();
    fresh.setMetadata(
        new ObjectMetaBuilder()
            .withName(router.getMetadata().getName())
            .withNamespace(router.getMetadata().getNamespace())
            .build());
    fresh.setStatus(status);
    if (!writer.write(fresh)) {
      return;
    }
    var before =
        router.getStatus() == null ? List.<Condition>of() : router.getStatus().conditions();
    events.transitions(router, before, status.conditions());
  }
}
