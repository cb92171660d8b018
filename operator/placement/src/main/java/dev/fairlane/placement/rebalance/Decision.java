package dev.fairlane.placement.rebalance;

import dev.fairlane.placement.estimate.PathName;
import dev.fairlane.placement.verdict.Cause;
import dev.fairlane.placement.verdict.Forecast;
import dev.fairlane.placement.verdict.Verdict;
import dev.fairlane.placement.verdict.VerdictKind;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * @param achievableCores what the present assignment lets each router have, by name; routers
 *     without a path are not there
 * @param outcome what came of the last plan, at the tick that compares it
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
    Map<String, Double> achievableCores,
    Optional<Outcome> outcome,
    List<PathName> unknown,
    Memory memory) {

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final int ID_DIGITS = 10;

  public Decision {
    moves = List.copyOf(moves);
    unknown = List.copyOf(unknown);
  }

  /** Whether the moves are to be realized now. */
  public boolean acts() {
    return verdict.kind() == VerdictKind.MOVE;
  }

  /**
   * Names a plan by what it does, so that an approval is for this plan and no other: 10 hexadecimal
   * digits; empty without moves.
   */
  public String planId() {
    return planId(moves);
  }

  static String planId(List<Move> moves) {
    String text =
        moves.stream()
            .map(
                move ->
                    "%s@%s:%d-%d".formatted(move.path(), move.forwarder(), move.from(), move.to()))
            .collect(Collectors.joining(","));
    return text.isEmpty() ? "" : digest(text);
  }

  /** FNV-1a of 64 bits, and of that the lower 40: short enough to be typed. */
  private static String digest(String text) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return HexFormat.of().toHexDigits(hash, ID_DIGITS);
  }
}
