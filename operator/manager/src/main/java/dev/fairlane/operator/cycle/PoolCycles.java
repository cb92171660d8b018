package dev.fairlane.operator.cycle;

import dev.fairlane.operator.realize.StaleSnapshotException;
import dev.fairlane.operator.telemetry.LogKeys;
import dev.fairlane.operator.telemetry.LogScope;
import dev.fairlane.operator.telemetry.OperatorMetrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * The cycles of all pools: each runs from the first wake of its pool until the pool is gone. Any
 * thread.
 */
public final class PoolCycles {

  private static final Logger LOG = Logger.getLogger(PoolCycles.class);

  private final Function<String, PoolCycle> factory;
  private final OperatorMetrics metrics;
  private final Duration interval;
  private final Duration gather;
  private final Map<String, CycleRunner> runners = new HashMap<>();

  PoolCycles(
      Function<String, PoolCycle> factory,
      OperatorMetrics metrics,
      Duration interval,
      Duration gather) {
    this.factory = factory;
    this.metrics = metrics;
    this.interval = interval;
    this.gather = gather;
  }

  /** The pool exists: starts its cycle, or wakes it. */
  public synchronized void start(String pool) {
    CycleRunner runner = runners.get(pool);
    if (runner == null) {
      PoolCycle cycle = factory.apply(pool);
      runner = new CycleRunner(pool, () -> turn(pool, cycle), () -> cycle.atMost(interval), gather);
      runners.put(pool, runner);
      runner.start();
    } else {
      runner.wake();
    }
  }

  /** Something of the pool changed. Nothing happens while its cycle does not run. */
  public synchronized void wake(String pool) {
    CycleRunner runner = runners.get(pool);
    if (runner != null) {
      runner.wake();
    }
  }

  public synchronized void stop() {
    runners.values().forEach(CycleRunner::stop);
    runners.clear();
  }

  private boolean turn(String pool, PoolCycle cycle) {
    long start = System.nanoTime();
    boolean goesOn = true;
    try (LogScope scope = LogScope.of(LogKeys.POOL, pool)) {
      goesOn = cycle.turn();
    } catch (StaleSnapshotException e) {
      LOG.debugf("The turn ended early: %s", e.getMessage());
    } catch (RuntimeException e) {
      metrics.failed();
      LOG.warnf(e, "A turn of the cycle of %s failed; the next one tries again.", pool);
    } finally {
      metrics.turned(Duration.ofNanos(System.nanoTime() - start));
    }
    return goesOn || !ended(pool);
  }

  private synchronized boolean ended(String pool) {
    runners.remove(pool);
    return true;
  }
}
