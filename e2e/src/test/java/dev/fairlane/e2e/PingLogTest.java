package dev.fairlane.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PingLogTest {

  @Test
  void readsEveryReply() {
    PingLog log = PingLog.parse(output(2, 1, 2));

    assertThat(log.transmitted()).isEqualTo(2);
    assertThat(log.replies())
        .containsExactly(
            new PingLog.Reply(1700000000010000L, 1, 63),
            new PingLog.Reply(1700000000020000L, 2, 63));
    assertThat(log.lost()).isZero();
    assertThat(log.longestInterruption()).isZero();
  }

  @Test
  void countsMissingSequenceNumbersAndTheirTime() {
    PingLog log = PingLog.parse(output(10, 1, 2, 5, 6, 8, 9, 10));

    assertThat(log.lost()).isEqualTo(3);
    assertThat(log.longestInterruption()).isEqualTo(Duration.ofMillis(30));
  }

  @Test
  void theLastRequestMayBeOnItsWayWhenPingEnds() {
    assertThat(PingLog.parse(output(4, 1, 2, 3)).lost()).isZero();
    assertThat(PingLog.parse(output(5, 1, 2, 3)).lost()).isEqualTo(1);
  }

  @Test
  void repliesInAnotherOrderAreNoLoss() {
    PingLog log = PingLog.parse(output(3, 2, 1, 3));

    assertThat(log.lost()).isZero();
    assertThat(log.longestInterruption()).isZero();
  }

  @Test
  void countsRepeatedRepliesOnce() {
    PingLog log = PingLog.parse(output(3, 1, 2, 2, 3));

    assertThat(log.repeated()).isEqualTo(1);
    assertThat(log.lost()).isZero();
  }

  @Test
  void knowsWhetherTrafficCameBack() {
    assertThat(PingLog.parse(output(100, 1, 2, 50)).isAnsweredAtTheEnd()).isFalse();
    assertThat(PingLog.parse(output(100, 1, 2, 95)).isAnsweredAtTheEnd()).isTrue();
  }

  @Test
  void errorsOfRoutersAreNoReplies() {
    String unreachable =
        "[1700000000.010000] From 192.0.2.1 icmp_seq=1 Destination Net Unreachable\n";

    assertThat(PingLog.parse(unreachable + output(2)).lost()).isEqualTo(1);
  }

  @Test
  void refusesWhatHasNoSummary() {
    assertThatThrownBy(() -> PingLog.parse("ping: connect: Network is unreachable"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Network is unreachable");
  }

  /** As ping -D -n prints, each request 10 ms after the one before. */
  private static String output(int transmitted, int... sequences) {
    String replies =
        Arrays.stream(sequences)
            .mapToObj(
                each ->
                    "[1700000000.%03d000] 64 bytes from 198.51.100.10: icmp_seq=%d ttl=63 time=0.105 ms%n"
                        .formatted(each * 10, each))
            .collect(Collectors.joining());
    return "PING 198.51.100.10 (198.51.100.10) 56(84) bytes of data.\n"
        + replies
        + "\n--- 198.51.100.10 ping statistics ---\n"
        + transmitted
        + " packets transmitted, "
        + sequences.length
        + " received, 0% packet loss, time 10ms\n";
  }
}
