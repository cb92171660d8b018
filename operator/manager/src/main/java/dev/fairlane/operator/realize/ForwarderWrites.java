package dev.fairlane.operator.realize;

import dev.fairlane.api.v1alpha1.Forwarder;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Remembers what this cycle wrote last, so that it never decides on a cache that is older than its
 * own writes. One thread.
 */
public final class ForwarderWrites {

  /**
   * A created object that no cache shows after this time was removed by somebody else meanwhile.
   */
  private static final Duration LONGEST_LAG = Duration.ofSeconds(30);

  private final Map<String, Written> written = new HashMap<>();
  private final Map<String, String> deleted = new HashMap<>();

  public void wrote(Forwarder forwarder, Instant now) {
    written.put(name(forwarder), new Written(forwarder, now));
  }

  public void deleted(Forwarder forwarder) {
    written.remove(name(forwarder));
    deleted.put(name(forwarder), forwarder.getMetadata().getUid());
  }

  /** What the cache holds, where it is not behind, else what was written. */
  public List<Forwarder> over(List<Forwarder> cached, Instant now) {
    written.values().removeIf(own -> own.time().plus(LONGEST_LAG).isBefore(now));
    Map<String, Forwarder> all = new HashMap<>();
    for (Forwarder forwarder : cached) {
      if (!forwarder.getMetadata().getUid().equals(deleted.get(name(forwarder)))) {
        all.put(name(forwarder), newer(forwarder, written.get(name(forwarder))));
      }
    }
    written.forEach((name, own) -> all.putIfAbsent(name, own.forwarder()));
    written.entrySet().removeIf(entry -> all.get(entry.getKey()) != entry.getValue().forwarder());
    deleted
        .values()
        .removeIf(
            uid -> cached.stream().noneMatch(each -> each.getMetadata().getUid().equals(uid)));
    return List.copyOf(all.values());
  }

  /** The spec is this cycle's alone, so within one uid the generation tells which is newer. */
  private static Forwarder newer(Forwarder cached, Written own) {
    if (own == null
        || !own.forwarder().getMetadata().getUid().equals(cached.getMetadata().getUid())) {
      return cached;
    }
    return own.forwarder().getMetadata().getGeneration() > cached.getMetadata().getGeneration()
        ? own.forwarder()
        : cached;
  }

  private static String name(Forwarder forwarder) {
    return forwarder.getMetadata().getName();
  }

  private record Written(Forwarder forwarder, Instant time) {}
}
