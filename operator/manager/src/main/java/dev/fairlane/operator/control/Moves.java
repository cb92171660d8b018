package dev.fairlane.operator.control;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * What moving a path from worker to worker has cost it since it was first applied.
 *
 * @param count how many moves there were
 * @param pauseNanosLast for how long no worker had the path, the last time
 * @param pauseNanosMax the longest of these
 * @param lostPacketsLast what its inputs lost meanwhile, the last time; null where they do not know
 * @param lostPackets the same over all moves
 * @param reorderedPackets packets that others may have overtaken because of a move; expected to be
 *     0
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Moves(
    long count,
    long pauseNanosLast,
    long pauseNanosMax,
    Long lostPacketsLast,
    Long lostPackets,
    long reorderedPackets) {

  public static final Moves NONE = new Moves(0, 0, 0, null, null, 0);
}
