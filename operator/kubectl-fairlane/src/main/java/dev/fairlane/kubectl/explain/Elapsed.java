package dev.fairlane.kubectl.explain;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** Seconds between a time that the API shows and now. Pure. */
final class Elapsed {

  private Elapsed() {}

  /** Null when there is no such time. */
  static Long seconds(String time, Instant now) {
    if (time == null) {
      return null;
    }
    try {
      return Math.max(0, Duration.between(OffsetDateTime.parse(time).toInstant(), now).toSeconds());
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
