package dev.fairlane.e2e;

/**
 * Traffic from one host to another while something else happens: echo requests every 10 ms, whose
 * sequence numbers show each loss, and a TCP stream at a rate that the machine carries with ease.
 * It holds no connection to the hosts.
 */
final class SteadyTraffic {

  private static final String TCP_OPTIONS = "--bitrate 50M";

  private final DetachedCommand iperf;
  private final DetachedCommand ping;

  private SteadyTraffic(DetachedCommand iperf, DetachedCommand ping) {
    this.iperf = iperf;
    this.ping = ping;
  }

  /**
   * @param seconds how long the TCP stream lasts; the echo requests go on until {@link #finish}
   */
  static SteadyTraffic start(Host from, Host to, int seconds) {
    return new SteadyTraffic(
        from.startIperf(to, seconds, TCP_OPTIONS), from.startPing(to.address()));
  }

  /** Waits for the end of the TCP stream and ends the echo requests. */
  TrafficRecord finish(int limitSeconds) {
    IperfReport tcp = IperfReport.parse(iperf.awaitEnd(limitSeconds));
    return new TrafficRecord(PingLog.parse(ping.interrupt()), tcp);
  }
}
