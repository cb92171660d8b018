package dev.fairlane.e2e;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code ping -D -n} printed: at most 65535 requests, so that sequence numbers are unique.
 *
 * @param transmitted requests sent, as ping counts them
 * @param replies in the order in which they came, repeated ones included
 */
record PingLog(int transmitted, List<Reply> replies) {

  private static final Pattern REPLY =
      Pattern.compile("\\[(\\d+\\.\\d+)] \\d+ bytes from \\S+: icmp_seq=(\\d+) ttl=(\\d+) time=.*");
  private static final Pattern SUMMARY = Pattern.compile("(\\d+) packets transmitted, .*");

  /**
   * @param micros when it came, in microseconds since 1970
   */
  record Reply(long micros, int sequence, int ttl) {}

  PingLog {
    replies = List.copyOf(replies);
  }

  /**
   * @throws IllegalArgumentException when ping did not come to its summary
   */
  static PingLog parse(String output) {
    List<Reply> replies = new ArrayList<>();
    int transmitted = -1;
    for (String line : output.lines().toList()) {
      Matcher reply = REPLY.matcher(line);
      Matcher summary = SUMMARY.matcher(line);
      if (reply.matches()) {
        long micros = new BigDecimal(reply.group(1)).movePointRight(6).longValue();
        replies.add(
            new Reply(micros, Integer.parseInt(reply.group(2)), Integer.parseInt(reply.group(3))));
      } else if (summary.matches()) {
        transmitted = Integer.parseInt(summary.group(1));
      }
    }
    if (transmitted < 0) {
      throw new IllegalArgumentException("ping did not end as it should: " + output);
    }
    return new PingLog(transmitted, replies);
  }

  /** Requests without a reply; the last one does not count when it was on its way as ping ended. */
  int lost() {
    int answered = (int) replies.stream().mapToInt(Reply::sequence).distinct().count();
    int last = replies.stream().mapToInt(Reply::sequence).max().orElse(0);
    return Math.max(last, transmitted - 1) - answered;
  }

  /** Replies that came more than once. */
  int repeated() {
    return replies.size() - (int) replies.stream().mapToInt(Reply::sequence).distinct().count();
  }

  /**
   * The longest time between two replies of which at least one is missing in between; zero when
   * none is.
   */
  Duration longestInterruption() {
    List<Reply> ordered =
        replies.stream().sorted(Comparator.comparingInt(Reply::sequence)).toList();
    long longest = 0;
    for (int i = 1; i < ordered.size(); i++) {
      Reply before = ordered.get(i - 1);
      Reply after = ordered.get(i);
      if (after.sequence() > before.sequence() + 1) {
        longest = Math.max(longest, after.micros() - before.micros());
      }
    }
    return Duration.of(longest, ChronoUnit.MICROS);
  }

  /** Whether one of the last ten requests was answered. */
  boolean isAnsweredAtTheEnd() {
    return replies.stream().anyMatch(reply -> reply.sequence() > transmitted - 10);
  }
}
