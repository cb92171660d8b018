package dev.fairlane.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class IperfReportTest {

  @Test
  void readsTheIntervalsAndTheReceivedRate() {
    IperfReport report =
        IperfReport.parse(
            """
        {"intervals": [{"sum": {"seconds": 1.0001, "bytes": 1000}}, {"sum": {"seconds": 1.0, "bytes": 0}},
                       {"sum": {"seconds": 0.0004, "bytes": 0}}],
         "end": {"sum_received": {"bits_per_second": 5e7}}}
        """);

    assertThat(report.error()).isEmpty();
    assertThat(report.intervalBytes()).containsExactly(1000L, 0L);
    assertThat(report.emptyIntervals()).isEqualTo(1);
    assertThat(report.receivedMegabits()).isEqualTo(50);
    assertThat(report.datagrams()).isZero();
  }

  @Test
  void aSecondWithoutAByteIsAStallWhenTcpSentAgain() {
    IperfReport report =
        IperfReport.parse(
            """
            {"intervals": [{"sum": {"seconds": 1.0, "bytes": 0, "retransmits": 2}},
                           {"sum": {"seconds": 1.0, "bytes": 0, "retransmits": 0}},
                           {"sum": {"seconds": 1.0, "bytes": 9, "retransmits": 1}}],
             "end": {}}
            """);

    assertThat(report.stalls()).isEqualTo(1);
    assertThat(report.emptyIntervals()).isEqualTo(2);
  }

  @Test
  void readsTheLossOfDatagrams() {
    IperfReport report =
        IperfReport.parse(
            """
        {"intervals": [], "end": {"sum": {"packets": 200, "lost_packets": 3, "lost_percent": 1.5}}}
        """);

    assertThat(report.datagrams()).isEqualTo(200);
    assertThat(report.lostDatagrams()).isEqualTo(3);
  }

  @Test
  void readsWhyARunEndedEarly() {
    IperfReport report =
        IperfReport.parse(
            "warning: something\n{\"intervals\": [], \"error\": \"unable to connect\"}");

    assertThat(report.error()).isEqualTo("unable to connect");
  }

  @Test
  void refusesWhatIsNoReport() {
    assertThatThrownBy(() -> IperfReport.parse("iperf3: not found"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not found");
  }
}
