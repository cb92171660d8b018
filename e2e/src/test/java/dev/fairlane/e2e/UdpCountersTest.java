package dev.fairlane.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class UdpCountersTest {

  @Test
  void datagramsWithoutRoomOfBothVersionsAreAddedUp() {
    String files =
        """
        Udp: InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors SndbufErrors
        Udp: 214946 0 109 40 109 0
        UdpLite: InDatagrams NoPorts InErrors OutDatagrams RcvbufErrors SndbufErrors
        UdpLite: 0 0 0 0 0 0
        Udp6InDatagrams                 \t10
        Udp6RcvbufErrors                \t3
        """;

    assertThat(UdpCounters.parse(files).withoutRoom()).isEqualTo(112);
  }

  @Test
  void countersThatAreNotThereAreNotTakenForNone() {
    assertThatThrownBy(() -> UdpCounters.parse("Udp: InDatagrams"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
