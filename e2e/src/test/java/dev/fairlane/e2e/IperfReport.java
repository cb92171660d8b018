package dev.fairlane.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/**
 * The report of an iperf3 client ({@code --json}).
 *
 * @param error empty when the run came to its end
 * @param intervalBytes what the client sent (or received, with --reverse) in each second
 * @param stalls seconds in which TCP sent again and got nothing through; a second without a byte
 *     and without a loss is one in which the machine did not let the sender run
 * @param receivedMegabits received a second, mean over the run
 * @param datagrams UDP datagrams that the client sent; 0 for TCP
 * @param lostDatagrams those that the receiving process did not get
 */
record IperfReport(
    String error,
    List<Long> intervalBytes,
    int stalls,
    double receivedMegabits,
    long datagrams,
    long lostDatagrams) {

  private static final double SHORTEST_INTERVAL_SECONDS = 0.5;

  IperfReport {
    intervalBytes = List.copyOf(intervalBytes);
  }

  /**
   * @throws IllegalArgumentException when it is not such a report
   */
  static IperfReport parse(String output) {
    try {
      JsonNode report =
          new ObjectMapper().readTree(output.substring(Math.max(0, output.indexOf('{'))));
      List<Long> bytes = new ArrayList<>();
      int stalls = 0;
      for (JsonNode interval : report.path("intervals")) {
        // The last one may be a few microseconds long.
        if (interval.path("sum").path("seconds").asDouble() >= SHORTEST_INTERVAL_SECONDS) {
          JsonNode sum = interval.path("sum");
          bytes.add(sum.path("bytes").asLong());
          stalls += sum.path("bytes").asLong() == 0 && sum.path("retransmits").asInt() > 0 ? 1 : 0;
        }
      }
      JsonNode end = report.path("end");
      return new IperfReport(
          report.path("error").asText(""),
          bytes,
          stalls,
          end.path("sum_received").path("bits_per_second").asDouble() / 1e6,
          end.path("sum").path("packets").asLong(),
          end.path("sum").path("lost_packets").asLong());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a report of iperf3: " + output, e);
    }
  }

  /** Seconds in which nothing passed. */
  long emptyIntervals() {
    return intervalBytes.stream().filter(bytes -> bytes == 0).count();
  }
}
