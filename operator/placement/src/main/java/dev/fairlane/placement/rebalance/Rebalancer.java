package dev.fairlane.placement.rebalance;

import dev.fairlane.placement.estimate.Estimates;
import dev.fairlane.placement.estimate.PathName;
import dev.fairlane.placement.verdict.Cause;
import dev.fairlane.placement.verdict.Forecast;
import dev.fairlane.placement.verdict.Policy;
import dev.fairlane.placement.verdict.Situation;
import dev.fairlane.placement.verdict.Verdict;
import dev.fairlane.placement.verdict.VerdictKind;
import dev.fairlane.placement.verdict.Verdicts;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Decides what a tick does. Pure: everything that it depends on is an argument. */
public final class Rebalancer {

  private final Policy policy;
  private final Pool pool;
  private final Tick tick;
  private final Memory memory;
  private final Cause cause;
  private final Outlook outlook;
  private final Forecast present;
  private final Optional<Outcome> outcome;

  private Rebalancer(Policy policy, Pool pool, Tick tick, Memory before) {
    this.policy = policy;
    this.pool = pool;
    this.tick = tick;
    Estimates estimates = before.estimates().next(pool.pathNames(), tick.windows());
    this.cause = Recollection.cause(before, pool, estimates);
    this.outlook = new Outlook(pool, estimates);
    this.present = outlook.forecast(pool.paths());
    this.outcome = Recollection.outcome(before, present, tick.nowSeconds());
    this.memory = Recollection.next(before, pool, estimates, present, outcome, tick.nowSeconds());
  }

  /**
   * Total: there is always a decision, and the same for the same arguments.
   *
   * @param before the memory of the last tick; {@link Memory#NEW} at the first
   */
  public static Decision tick(Policy policy, Pool pool, Tick tick, Memory before) {
    return new Rebalancer(policy, pool, tick, before).decide();
  }

  private Decision decide() {
    Verdict first = judge(List.of(), present);
    // Most ticks end here: nothing is wrong enough to look for a plan.
    if (first.kind().compareTo(VerdictKind.NO_IMPROVEMENT) < 0) {
      return decision(first, List.of(), present, memory);
    }
    List<Move> moves = plan();
    Forecast planned = outlook.forecast(pool.after(moves).paths());
    Verdict verdict = judge(moves, planned);
    Memory next =
        verdict.kind() == VerdictKind.MOVE
            ? memory.moved(
                Expectation.of(
                    moves, present.shortfallCores(), planned.shortfallCores(), tick.nowSeconds()),
                tick.nowSeconds())
            : memory;
    return decision(verdict, moves, planned, next);
  }

  /** Around the blocked paths; if that moves nothing, with them, to tell what they hold back. */
  private List<Move> plan() {
    Set<PathName> blocked = Set.copyOf(memory.blocked(tick.nowSeconds()));
    List<Move> around = SitePlanner.plan(pool, outlook, blocked, tick.moveBudget());
    return around.isEmpty() && !blocked.isEmpty()
        ? SitePlanner.plan(pool, outlook, Set.of(), tick.moveBudget())
        : around;
  }

  private Verdict judge(List<Move> moves, Forecast planned) {
    OptionalLong moved = memory.movedAtSeconds();
    Situation situation =
        new Situation(
            tick.staleForwarders(),
            outlook.unheardForwarders(),
            tick.movesInFlight(),
            moved.isPresent()
                ? OptionalLong.of(tick.nowSeconds() - moved.getAsLong())
                : OptionalLong.empty(),
            cause,
            present,
            planned,
            moves.stream().map(move -> move.path().toString()).toList(),
            outlook.noiseCores(),
            memory.watch(),
            memory.blocked(tick.nowSeconds()).stream().map(PathName::toString).toList(),
            tick.windowOpen(),
            List.of(),
            false,
            !moves.isEmpty() && Decision.planId(moves).equals(tick.approved()));
    return Verdicts.evaluate(policy, situation);
  }

  private Decision decision(Verdict verdict, List<Move> moves, Forecast planned, Memory next) {
    return new Decision(
        verdict,
        cause,
        moves,
        present,
        planned,
        outlook.dueCores(),
        outlook.achievableCores(),
        outcome,
        next.estimates().missing(),
        next);
  }
}
