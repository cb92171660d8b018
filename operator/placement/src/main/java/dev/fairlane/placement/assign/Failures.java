package dev.fairlane.placement.assign;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The places of a search that led nowhere. The same paths are left by many ways to fill the first
 * workers; where one of them failed, no other succeeds in which every router that has a path left
 * still needs as much.
 */
final class Failures {

  /** Beyond these nothing more is remembered: 2^16 of some 200 bytes. */
  private static final int MOST = 1 << 16;

  /** With more of one place it takes longer to look them through than it saves. */
  private static final int MOST_OF_ONE = 16;

  private final Map<Long, List<long[]>> missingByPlace = new HashMap<>();
  private int count;

  /**
   * Whether a place is known to lead nowhere.
   *
   * @param depth how many workers are filled
   * @param left the paths that no worker has
   * @param missingPpm what each router still needs; 0 for those without a path left
   */
  boolean cover(int depth, int left, long[] missingPpm) {
    for (long[] failed : missingByPlace.getOrDefault(place(depth, left), List.of())) {
      if (isNoLess(missingPpm, failed)) {
        return true;
      }
    }
    return false;
  }

  /** Notes a place that led nowhere; keeps the array. */
  void add(int depth, int left, long[] missingPpm) {
    List<long[]> here = missingByPlace.computeIfAbsent(place(depth, left), p -> new ArrayList<>());
    if (count < MOST && here.size() < MOST_OF_ONE) {
      here.add(missingPpm);
      count++;
    }
  }

  private static boolean isNoLess(long[] missing, long[] failed) {
    for (int router = 0; router < missing.length; router++) {
      if (missing[router] < failed[router]) {
        return false;
      }
    }
    return true;
  }

  private static long place(int depth, int left) {
    return (long) depth << Integer.SIZE | left;
  }
}
