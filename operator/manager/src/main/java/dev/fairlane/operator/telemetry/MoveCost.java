package dev.fairlane.operator.telemetry;

import dev.fairlane.operator.control.Moves;
import java.util.Locale;

/** Says what the last move of a path cost it. Pure. */
final class MoveCost {

  private static final double NANOS_PER_MICROSECOND = 1_000;

  private MoveCost() {}

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
