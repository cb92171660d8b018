package dev.fairlane.operator.telemetry;

import dev.fairlane.operator.control.PushAnswer;
import dev.fairlane.operator.model.Reason;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * What the operator counts about itself. No tag names an object: the number of series does not
 * grow. Any thread.
 */
public final class OperatorMetrics {

  private final MeterRegistry registry;
  private final Timer turns;

  public OperatorMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.turns =
        Timer.builder("fairlane.cycle.turn")
            .description("Time of one turn of a pool's cycle")
            .register(registry);
  }

  public void turned(Duration time) {
    turns.record(time);
  }

  public void judged(Reason verdict) {
    registry.counter("fairlane.cycle.verdicts", "verdict", verdict.text()).increment();
  }

  /**
   * A plan to move paths is realized.
   *
   * @param shortfallCores the largest that it predicts
   */
  public void planned(int moves, double shortfallCores) {
    registry.counter("fairlane.rebalance.moves").increment(moves);
    shortfall("predicted").record(shortfallCores);
  }

  /** What was measured after a plan was realized: the largest shortfall, in cores. */
  public void compared(double shortfallCores) {
    shortfall("actual").record(shortfallCores);
  }

  private DistributionSummary shortfall(String kind) {
    return DistributionSummary.builder("fairlane.rebalance.shortfall")
        .description(
            "The largest shortfall of a router, as a plan predicts it and as it came to be")
        .baseUnit("cores")
        .tag("kind", kind)
        .register(registry);
  }

  /** A turn ended with an exception. */
  public void failed() {
    registry.counter("fairlane.cycle.failures").increment();
  }

  /**
   * @param answer null when there was none
   */
  public void pushed(PushAnswer answer) {
    String result =
        answer == null ? "unreachable" : answer.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    registry.counter("fairlane.config.pushes", "result", result).increment();
  }

  /**
   * @param state for example connected; the value is read when metrics are collected
   */
  public void forwarders(String state, Supplier<Number> count) {
    Gauge.builder("fairlane.forwarders", count)
        .description("Forwarders by state")
        .tag("state", state)
        .register(registry);
  }
}
