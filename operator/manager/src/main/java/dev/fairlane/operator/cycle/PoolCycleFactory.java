package dev.fairlane.operator.cycle;

import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.operator.configuration.ConfigDocumentFactory;
import dev.fairlane.operator.control.ForwarderClient;
import dev.fairlane.operator.decide.Planner;
import dev.fairlane.operator.graphs.RouterGraphs;
import dev.fairlane.operator.monitor.ForwarderMonitor;
import dev.fairlane.operator.observe.PoolObserver;
import dev.fairlane.operator.realize.ConfigPusher;
import dev.fairlane.operator.realize.ForwarderWriter;
import dev.fairlane.operator.realize.ForwarderWrites;
import dev.fairlane.operator.realize.PoolRealizer;
import dev.fairlane.operator.realize.StatusWriter;
import dev.fairlane.operator.telemetry.EventRecorder;
import dev.fairlane.operator.telemetry.OperatorMetrics;
import dev.fairlane.operator.telemetry.RebalanceEvents;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What the cycles of all pools share.
 *
 * @param statusWriter the only writer of pools' statuses
 * @param tick time between two looks of rebalancing
 */
public record PoolCycleFactory(
    PoolObserver observer,
    Planner planner,
    ForwarderWriter writer,
    ForwarderClient client,
    ForwarderMonitor monitor,
    RouterGraphs graphs,
    StatusWriter<ForwarderPool> statusWriter,
    Outcomes outcomes,
    OperatorMetrics metrics,
    EventRecorder events,
    Duration tick,
    InstantSource clock) {

  /**
   * @param interval the longest time between two turns of a pool
   * @param gather wakes within this time make one turn
   */
  public PoolCycles cycles(Duration interval, Duration gather) {
    return new PoolCycles(this::cycle, metrics, interval, gather);
  }

  PoolCycle cycle(String pool) {
    ForwarderWrites writes = new ForwarderWrites();
    PoolRealizer realizer =
        new PoolRealizer(
            writer,
            writes,
            new ConfigPusher(client, monitor, metrics, new ConfigDocumentFactory(graphs)));
    return new PoolCycle(
        pool,
        observer,
        planner,
        new Rebalancing(tick),
        new RebalanceEvents(events, metrics),
        realizer,
        writes,
        graphs,
        statusWriter,
        outcomes,
        metrics,
        clock);
  }
}
