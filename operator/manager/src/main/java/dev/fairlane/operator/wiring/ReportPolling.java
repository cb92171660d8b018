package dev.fairlane.operator.wiring;

import dev.fairlane.operator.cycle.PoolCycles;
import dev.fairlane.operator.monitor.ForwarderMonitor;
import dev.fairlane.operator.reconcile.InformerClusterView;
import dev.fairlane.operator.settings.OperatorSettings;
import dev.fairlane.operator.telemetry.OperatorMetrics;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Fetches the forwarders' reports in an interval, and wakes the cycles on news. */
@ApplicationScoped
class ReportPolling {

  private final Vertx vertx;
  private final ForwarderMonitor monitor;
  private final InformerClusterView cluster;
  private final PoolCycles cycles;
  private final OperatorSettings settings;
  private final OperatorMetrics metrics;
  private long timer;

  ReportPolling(
      Vertx vertx,
      ForwarderMonitor monitor,
      InformerClusterView cluster,
      PoolCycles cycles,
      OperatorSettings settings,
      OperatorMetrics metrics) {
    this.vertx = vertx;
    this.monitor = monitor;
    this.cluster = cluster;
    this.cycles = cycles;
    this.settings = settings;
    this.metrics = metrics;
  }

  void start(@Observes StartupEvent event) {
    monitor.onChange(forwarder -> cluster.poolOf(forwarder).ifPresent(cycles::wake));
    metrics.forwarders("answering", () -> monitor.count(true));
    metrics.forwarders("silent", () -> monitor.count(false));
    timer = vertx.setPeriodic(settings.report().interval().toMillis(), id -> poll());
  }

  void stop(@Observes ShutdownEvent event) {
    vertx.cancelTimer(timer);
  }

  /** Nothing is watched before the caches are filled and this replica leads. */
  private void poll() {
    if (monitor.isIdle()) {
      return;
    }
    monitor.retain(cluster.forwarderNames());
    monitor.pollAll();
  }
}
