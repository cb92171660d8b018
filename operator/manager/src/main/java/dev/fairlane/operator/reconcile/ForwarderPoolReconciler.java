package dev.fairlane.operator.reconcile;

import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.operator.cycle.PoolCycles;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.time.Duration;
import java.util.List;

/**
 * Wakes the cycle of a pool when anything that concerns it changes. It decides and writes nothing:
 * the cycle does. A deleted pool needs no finalizer: its Forwarders, their pods and Secrets are
 * owned, and its cycle ends by itself.
 */
@ControllerConfiguration(name = ForwarderPoolReconciler.NAME)
public class ForwarderPoolReconciler implements Reconciler<ForwarderPool> {

  static final String NAME = "forwarderpool";

  /** A cycle that ended while its pool was made anew is started again by then. */
  private static final Duration AT_LEAST_EVERY = Duration.ofMinutes(1);

  private final InformerClusterView cluster;
  private final PoolCycles cycles;

  public ForwarderPoolReconciler(InformerClusterView cluster, PoolCycles cycles) {
    this.cluster = cluster;
    this.cycles = cycles;
  }

  @Override
  public List<EventSource<?, ForwarderPool>> prepareEventSources(
      EventSourceContext<ForwarderPool> context) {
    return cluster.open(context);
  }

  @Override
  public UpdateControl<ForwarderPool> reconcile(
      ForwarderPool pool, Context<ForwarderPool> context) {
    cycles.start(pool.getMetadata().getName());
    return UpdateControl.<ForwarderPool>noUpdate().rescheduleAfter(AT_LEAST_EVERY);
  }
}
