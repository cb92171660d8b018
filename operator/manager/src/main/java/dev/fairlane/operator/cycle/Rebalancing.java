package dev.fairlane.operator.cycle;

import dev.fairlane.operator.decide.Evaluation;
import dev.fairlane.operator.decide.Plan;
import dev.fairlane.operator.decide.RebalanceDecision;
import dev.fairlane.operator.decide.Verdict;
import dev.fairlane.operator.decide.VerdictChain;
import dev.fairlane.operator.planning.RebalancePlanner;
import dev.fairlane.operator.planning.RebalanceState;
import dev.fairlane.operator.planning.RebalanceStep;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When a pool's rebalancing looks, and what it remembers between two looks: nothing of it outlives
 * the process. One thread.
 *
 * <p>A tick stands for 10 s in all of rebalancing's times: with ticks of 1 s a cool-down of 30 s is
 * over after 3 s.
 */
final class Rebalancing {

  private static final long SECONDS_PER_TICK = 10;

  private final Duration tick;
  private RebalanceState state = RebalanceState.NEW;
  private Optional<RebalanceState> proposed = Optional.empty();
  private Optional<RebalanceDecision> last = Optional.empty();
  private Instant looked = Instant.EPOCH;

  /**
   * @param tick at least 10 ms
   */
  Rebalancing(Duration tick) {
    this.tick = tick;
  }

  /**
   * Begins a turn: whether it is time for a tick. If so, the next one is a tick later, whatever
   * comes of this. What an earlier turn judged and could not write is forgotten.
   */
  boolean takeTick(Instant now) {
    proposed = Optional.empty();
    if (!untilTick(now).isZero()) {
      return false;
    }
    looked = now;
    return true;
  }

  /** Time until the next tick; zero when it is due. */
  Duration untilTick(Instant now) {
    Duration left = Duration.between(now, looked.plus(tick));
    boolean clockWentBack = left.compareTo(tick) > 0;
    return left.isNegative() || clockWentBack ? Duration.ZERO : left;
  }

  /**
   * What this tick says about an assignment that is as it should be. It is remembered by {@link
   * #realized} alone: what could not be written is judged again.
   */
  Verdict judge(Evaluation evaluation, Plan plan) {
    long nowSeconds = Math.max(state.nowSeconds(), seconds(evaluation.snapshot().time()));
    RebalanceStep step = RebalancePlanner.step(evaluation, plan, state, nowSeconds);
    proposed = Optional.of(step.next());
    last = Optional.of(step.decision());
    return VerdictChain.judge(evaluation, step.decision(), step.moved());
  }

  /** What was judged last is written. */
  void realized() {
    proposed.ifPresent(next -> state = next);
    proposed = Optional.empty();
  }

  /** What the last tick found; nothing before the first. */
  Optional<RebalanceDecision> last() {
    return last;
  }

  private long seconds(Instant time) {
    return time.toEpochMilli() / (tick.toMillis() / SECONDS_PER_TICK);
  }
}
