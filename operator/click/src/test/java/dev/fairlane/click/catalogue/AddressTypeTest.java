package dev.fairlane.click.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AddressTypeTest {

  private static final Interfaces INTERFACES = new Interfaces(Set.of("wan", "tap"), Set.of("wan"));

  @Example
  void writesAnIpv6AddressAsTheRfcRecommends() {
    assertThat(ipv6("2001:0DB8:0:0:0:0:2:1")).contains("2001:db8::2:1");
    assertThat(ipv6("2001:db8:0:1:1:1:1:1")).contains("2001:db8:0:1:1:1:1:1");
    assertThat(ipv6("2001:0:0:1:0:0:0:1")).contains("2001:0:0:1::1");
    assertThat(ipv6("2001:db8:0:0:1:0:0:1")).contains("2001:db8::1:0:0:1");
    assertThat(ipv6("0:0:0:0:0:0:0:0")).contains("::");
    assertThat(ipv6("1:2:3:4:5:6:7::")).contains("1:2:3:4:5:6:7:0");
  }

  @Example
  void refusesWhatIsNoIpv6Address() {
    List.of(
            "",
            ":",
            ":::",
            "1::2::3",
            "1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7:8:9",
            "1:2:3:4::5:6:7:8",
            "1:2:3:4:5:6:7:8::",
            "12345::",
            "g::",
            "fe80::1%eth0",
            "::ffff:192.0.2.1",
            " ::1")
        .forEach(text -> assertThat(ipv6(text)).as(text).isEmpty());
  }

  /** Java's own reader is the judge of anything made of colons and digits. */
  @Property
  void readsTheSameAddressesAsJava(@ForAll("addresses") String text) {
    Optional<String> canonical = ipv6(text);

    assertThat(canonical.flatMap(AddressTypeTest::bytes)).isEqualTo(bytes(text));
    assertThat(canonical.flatMap(AddressTypeTest::ipv6)).isEqualTo(canonical);
  }

  /** Most have seven or eight groups, some a gap: close to the border of what is an address. */
  @Provide
  Arbitrary<String> addresses() {
    Arbitrary<String> group = Arbitraries.of("0", "0", "0", "1", "ab", "00", "fFfF", "", "12345");
    return group.list().ofMinSize(2).ofMaxSize(9).map(parts -> String.join(":", parts));
  }

  @Example
  void takesAnInterfacesOwnWhereItHasOne() {
    assertThat(AddressType.IPV4_ADDRESS.read("wan:ip", INTERFACES)).contains("wan:ip");
    assertThat(AddressType.IPV4_PREFIX.read("wan:ipnet", INTERFACES)).contains("wan:ipnet");
    assertThat(AddressType.MAC.read("tap:eth", INTERFACES)).contains("tap:eth");
    assertThat(AddressType.IPV4_ADDRESS.read("tap:ip", INTERFACES)).isEmpty();
    assertThat(AddressType.IPV4_ADDRESS.read("wan:eth", INTERFACES)).isEmpty();
    assertThat(AddressType.MAC.read("lan:eth", INTERFACES)).isEmpty();
  }

  private static Optional<String> ipv6(String text) {
    return AddressType.IPV6_ADDRESS.read(text, INTERFACES);
  }

  /** In brackets, so that Java reads an address and never asks for a name. */
  private static Optional<List<Byte>> bytes(String text) {
    try {
      byte[] bytes = InetAddress.getByName("[" + text + "]").getAddress();
      return Optional.of(IntStream.range(0, bytes.length).mapToObj(i -> bytes[i]).toList());
    } catch (UnknownHostException none) {
      return Optional.empty();
    }
  }
}
