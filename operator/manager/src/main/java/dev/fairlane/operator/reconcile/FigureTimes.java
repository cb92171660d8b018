package dev.fairlane.operator.reconcile;

import dev.fairlane.operator.status.RouterStatusPolicy;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When the figures of each router were last written; times that hold nothing back any more are
 * forgotten.
 */
final class FigureTimes {

  private final Map<String, Instant> byUid = new ConcurrentHashMap<>();

  /** EPOCH when it is not known. */
  Instant last(String uid) {
    return byUid.getOrDefault(uid, Instant.EPOCH);
  }

  void wrote(String uid, Instant now) {
    byUid.values().removeIf(time -> !now.isBefore(time.plus(RouterStatusPolicy.FIGURES_INTERVAL)));
    byUid.put(uid, now);
  }
}
