package dev.fairlane.placement.verdict;

import java.util.List;
import java.util.OptionalLong;

/**
 * All that a verdict depends on beside the policy.
 *
 * @param staleForwarders names of those without a fresh report
 * @param unheardForwarders names of those of whose paths no demand is known yet
 * @param movesInFlight paths on their way
 * @param sinceMoveSeconds time since the last move; empty when there was none
 * @param cause why there is a plan
 * @param present what the present assignment brings
 * @param planned what the plan would bring
 * @param plannedMoves paths that the plan moves, ROUTER/PATH, in order
 * @param noiseCores what noise alone can make of a difference of two shortfalls
 * @param watch the load trigger's memory
 * @param ineffective paths whose last move did not bring what it promised, and are blocked for it
 * @param windowOpen whether moves are allowed at this time
 * @param disrupted routers that the plan interrupts
 * @param disruptionAllowed whether that is allowed
 * @param approved whether this plan was approved
 */
public record Situation(
    List<String> staleForwarders,
    List<String> unheardForwarders,
    int movesInFlight,
    OptionalLong sinceMoveSeconds,
    Cause cause,
    Forecast present,
    Forecast planned,
    List<String> plannedMoves,
    double noiseCores,
    LoadWatch watch,
    List<String> ineffective,
    boolean windowOpen,
    List<String> disrupted,
    boolean disruptionAllowed,
    boolean approved) {

  public Situation {
    staleForwarders = List.copyOf(staleForwarders);
    unheardForwarders = List.copyOf(unheardForwarders);
    plannedMoves = List.copyOf(plannedMoves);
    ineffective = List.copyOf(ineffective);
    disrupted = List.copyOf(disrupted);
  }
}
