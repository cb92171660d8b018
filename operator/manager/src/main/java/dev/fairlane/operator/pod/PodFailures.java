package dev.fairlane.operator.pod;

import java.time.Instant;

/**
 * The failures in a row of one forwarder's pods. Immutable.
 *
 * @param count failures since a pod was last ready, 0 for none
 * @param lastPodUid the pod that failed last, empty for none
 * @param lastTime when that was seen
 */
public record PodFailures(int count, String lastPodUid, Instant lastTime) {

  public static final PodFailures NONE = new PodFailures(0, "", Instant.EPOCH);

  /** Counts a failed pod once, however often it is seen. */
  public PodFailures seen(String podUid, Instant now) {
    return podUid.equals(lastPodUid) ? this : new PodFailures(count + 1, podUid, now);
  }

  /** When the next pod may be made. */
  public Instant retryTime(BackOff backOff) {
    return count == 0 ? Instant.MIN : lastTime.plus(backOff.waitAfter(count));
  }
}
