package dev.fairlane.placement.assign;

import java.util.Arrays;

/**
 * What a set of paths gets of one worker.
 *
 * @param loadPpm the sum of their demands
 * @param routers those that have a path in it
 * @param grantedPpm what each of these gets, in the same order
 */
record Bin(long loadPpm, int[] routers, long[] grantedPpm) {

  /** What none of them uses. */
  long idlePpm() {
    return Steps.CORE_PPM - Arrays.stream(grantedPpm).sum();
  }

  /** What a router gets; 0 when it has no path in it. */
  long grantedPpm(int router) {
    int index = Arrays.binarySearch(routers, router);
    return index < 0 ? 0 : grantedPpm[index];
  }
}
