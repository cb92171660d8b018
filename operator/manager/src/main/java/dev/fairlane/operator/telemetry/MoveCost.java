package dev.fairlane.operator.telemetry;

import dev.fairlane.operator.control.Moves;
import dev.fairlane.operator.model.Relocation;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says where a path moved and what the last move cost it. Pure. */
final class MoveCost {

  private static final double NANOS_PER_MICROSECOND = 1_000;

  private MoveCost() {}

  /**
   * The text of an Event.
   *
   * @param why sentences, or nothing
   */
  static String told(Relocation move, Moves moves, String why) {
    String where =
        "The path of interface %s runs on worker %d of the forwarder %s now, and no longer on worker %d."
            .formatted(move.interfaceName(), move.to(), move.forwarder(), move.from());
    return Stream.of(where, text(moves), why)
        .filter(sentence -> !sentence.isEmpty())
        .collect(Collectors.joining(" "));
  }

  /** A sentence; it is empty when the forwarder says nothing of moves. */
  static String text(Moves moves) {
    if (moves.count() == 0) {
      return "";
    }
    return "Nobody ran it for %s; %s%s."
        .formatted(pause(moves.pauseNanosLast()), lost(moves.lostPacketsLast()), reordered(moves));
  }

  private static String pause(long nanos) {
    return String.format(Locale.ROOT, "%.1f µs", nanos / NANOS_PER_MICROSECOND);
  }

  private static String lost(Long packets) {
    if (packets == null) {
      return "whether packets were lost meanwhile its inputs do not know";
    }
    return "%d packets were lost meanwhile".formatted(packets);
  }

  private static String reordered(Moves moves) {
    return moves.reorderedPackets() == 0
        ? ", none reordered"
        : ", and %d packets may have been overtaken in all of its %d moves"
            .formatted(moves.reorderedPackets(), moves.count());
  }
}
