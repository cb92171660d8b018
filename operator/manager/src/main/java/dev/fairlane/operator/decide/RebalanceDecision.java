package dev.fairlane.operator.decide;

import dev.fairlane.operator.model.PoolForecast;
import dev.fairlane.operator.model.Reason;
import dev.fairlane.operator.model.Relocation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a tick of rebalancing found.
 *
 * @param reason the verdict
 * @param message why, in a sentence that names the figure and the limit
 * @param cause why there was something to judge: SetUp, Entitlement, Cost or Demand
 * @param planId names the plan that was judged; empty when none was looked for, or it moves nothing
 * @param moves of that plan, ordered by router and interface
 * @param present what the present assignment brings
 * @param predicted what the plan would bring; the present without one
 * @param dueCores what is due to each router whose demand is known, by uid
 * @param achievableCores what the present assignment lets each of them have, by uid
 * @param outcome what was measured 70 s after the last plan, at the tick that compares it
 * @param ineffective whether that was less than half of the gain that it promised
 * @param awaitsOutcome whether a realized plan has yet to be compared
 * @param unreached moves that were not seen within their time, told once
 */
public record RebalanceDecision(
    Reason reason,
    String message,
    String cause,
    String planId,
    List<Relocation> moves,
    PoolForecast present,
    PoolForecast predicted,
    Map<String, Double> dueCores,
    Map<String, Double> achievableCores,
    Optional<PoolForecast> outcome,
    boolean ineffective,
    boolean awaitsOutcome,
    List<Relocation> unreached) {
  public RebalanceDecision {
    moves = List.copyOf(moves);
    dueCores = Map.copyOf(dueCores);
    achievableCores = Map.copyOf(achievableCores);
    unreached = List.copyOf(unreached);
  }

  /** Whether the moves are to be realized now. */
  public boolean acts() {
    return reason == Reason.MOVE;
  }

  /** Whether there is a plan that waits for somebody or for a time, and is worth showing. */
  public boolean holdsPlanBack() {
    return !moves.isEmpty()
        && (reason == Reason.RECOMMEND
            || reason == Reason.OUTSIDE_WINDOW
            || reason == Reason.INEFFECTIVE);
  }
}
