package dev.fairlane.e2e;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@link SteadyTraffic} saw. */
record TrafficRecord(PingLog ping, IperfReport tcp) {

  /**
   * Lost echo requests, one every 10 ms, that count as the machine's noise: its kernel shares CPU 0
   * with the whole cluster, the tests and the hosts.
   */
  static final int NOISE_LIMIT = 2;

  /** Notes the figures and fails when the traffic noticed what happened. */
  void assertUninterrupted(String name, Figures figures) {
    String note =
        "%d echo requests, one every 10 ms; TCP %.0f Mbit/s, stalled seconds: %d"
            .formatted(ping.transmitted(), tcp.receivedMegabits(), tcp.stalls());
    figures.add(Figure.atMost(name + "-lost", ping.lost(), "packets", NOISE_LIMIT, note));
    figures.add(
        Figure.atMost(
            name + "-interruption", interruptionMillis(), "ms", NOISE_LIMIT * 10 + 10, note));
    assertThat(ping.replies()).as("replies").hasSizeGreaterThan(100);
    assertThat(ping.lost())
        .as("lost echo requests of %d", ping.transmitted())
        .isLessThanOrEqualTo(NOISE_LIMIT);
    assertThat(ping.repeated()).as("repeated replies").isZero();
    assertThat(tcp.error()).as("iperf3").isEmpty();
    assertThat(tcp.stalls()).as("seconds in which TCP got nothing through: %s", tcp).isZero();
  }

  double interruptionMillis() {
    return ping.longestInterruption().toNanos() / 1e6;
  }
}
