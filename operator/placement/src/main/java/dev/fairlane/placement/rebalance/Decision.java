package dev.fairlane.placement.rebalance;

import dev.fairlane.placement.estimate.PathName;
import dev.fairlane.placement.verdict.Cause;
import dev.fairlane.placement.verdict.Forecast;
import dev.fairlane.placement.verdict.Verdict;
import dev.fairlane.placement.verdict.VerdictKind;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a tick decided.
 *
 * @param verdict whether to move, and why
 * @param cause why there was something to judge
 * @param moves of the plan that was judged, ordered by path; none when nothing was wrong enough to
 *     look for a plan
 * @param present what the present assignment brings
 * @param planned what the plan would bring; the present without one
 * @param dueCores what is due to each router, by name
 * @param unknown paths of which nothing fresh is known, in order; they count with their share
 * @param memory for the next tick
 */
public record Decision(
    Verdict verdict,
    Cause cause,
    List<Move> moves,
    Forecast present,
    Forecast planned,
    Map<String, Double> dueCores,
    List<PathName> unknown,
    Memory memory) {

  public Decision {
    moves = List.copyOf(moves);
    unknown = List.copyOf(unknown);
  }

  /** Whether the moves are to be realized now. */
  public boolean acts() {
    return verdict.kind() == VerdictKind.MOVE;
  }

  /** Names a plan by what it does, so that an approval is for this plan and no other. */
  public String planId() {
    return planId(moves);
  }

  static String planId(List<Move> moves) {
    return moves.stream()
        .map(move -> "%s:%d-%d".formatted(move.path(), move.from(), move.to()))
        .collect(Collectors.joining(","));
  }
}
