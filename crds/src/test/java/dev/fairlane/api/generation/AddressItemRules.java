package dev.fairlane.api.generation;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** CEL rules for one address of an interface; {@code self} is the address. */
final class AddressItemRules {

  record Rule(String expression, String message) {}

  private static final String NOT_IPV4 = "!isCIDR(self) || cidr(self).ip().family() != 4 || ";

  private static final String NOT_IPV6 = "!isCIDR(self) || cidr(self).ip().family() != 6 || ";

  private static final String NO_HOSTS = "cidr(self).prefixLength() >= 31 || ";

  /** RFC 6164: no router of a /127 has the anycast address of the subnet's routers. */
  private static final String NO_ANYCAST = "cidr(self).prefixLength() >= 127 || ";

  private static final String IS_SUBNET = "cidr(self) == cidr(self).masked()";

  /**
   * The number of addresses of the subnet: CEL has no powers, so by a table over the prefix length.
   */
  private static final String SUBNET_SIZE =
      IntStream.rangeClosed(0, 30)
          .mapToObj(length -> String.valueOf(1L << (32 - length)))
          .collect(Collectors.joining(", ", "[", "][cidr(self).prefixLength()]"));

  /** The address is the last one of its subnet; o are its octets as texts. */
  private static final String IS_BROADCAST =
      "[self.split('/')[0].split('.')].exists(o, (int(o[0]) * 16777216"
          + " + int(o[1]) * 65536 + int(o[2]) * 256 + int(o[3]) + 1) % "
          + SUBNET_SIZE
          + " == 0)";

  static final List<Rule> ALL =
      List.of(
          new Rule(
              "isCIDR(self) && cidr(self).prefixLength() >= 1",
              "must be an IP address with its prefix length, for example 192.0.2.1/24 or"
                  + " 2001:db8::1/64"),
          new Rule(
              NOT_IPV4
                  + "(!self.startsWith('0.') && !self.startsWith('127.')"
                  + " && int(self.split('.')[0]) < 224)",
              "must be a unicast address: not in 0.0.0.0/8, 127.0.0.0/8, 224.0.0.0/4 or 240.0.0.0/4"),
          new Rule(
              NOT_IPV4 + NO_HOSTS + "!(" + IS_SUBNET + ")",
              "must be a host address: 192.0.2.1/24, not the subnet 192.0.2.0/24"),
          new Rule(
              NOT_IPV4 + NO_HOSTS + "!" + IS_BROADCAST,
              "must be a host address: 192.0.2.254/24, not the broadcast address 192.0.2.255/24"),
          new Rule(
              NOT_IPV6 + "string(cidr(self)) == self",
              "must be written as RFC 5952 says: 2001:db8::1/64, not 2001:DB8:0::1/64"),
          new Rule(
              NOT_IPV6 + "cidr(self).ip().isGlobalUnicast()",
              "must be a unicast address: not in ff00::/8 and fe80::/10, not :: and not ::1"
                  + " (link-local addresses are made from the MAC)"),
          new Rule(
              NOT_IPV6 + NO_ANYCAST + "!(" + IS_SUBNET + ")",
              "must be a host address: 2001:db8::1/64, not the subnet 2001:db8::/64"));

  private AddressItemRules() {}
}
