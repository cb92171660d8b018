package dev.fairlane.e2e;

import java.util.List;

/**
 * A host's UDP counters ({@code /proc/net/snmp} and {@code /proc/net/snmp6}, RFC 4113's and Linux's
 * own).
 *
 * @param withoutRoom datagrams of both IP versions that found no room in their socket's buffer
 */
record UdpCounters(long withoutRoom) {

  private static final String NAME = "RcvbufErrors";

  /**
   * @throws IllegalArgumentException when the counters are not in it
   */
  static UdpCounters parse(String files) {
    List<String> lines = files.lines().toList();
    List<String[]> udp =
        lines.stream()
            .filter(line -> line.startsWith("Udp: "))
            .map(line -> line.split("\\s+"))
            .toList();
    if (udp.size() != 2) {
      throw new IllegalArgumentException("no counters of UDP in: " + files);
    }
    long ipv4 = Long.parseLong(udp.get(1)[List.of(udp.get(0)).indexOf(NAME)]);
    long ipv6 =
        lines.stream()
            .filter(line -> line.startsWith("Udp6" + NAME))
            .mapToLong(line -> Long.parseLong(line.split("\\s+")[1]))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no counters of IPv6 in: " + files));
    return new UdpCounters(ipv4 + ipv6);
  }
}
