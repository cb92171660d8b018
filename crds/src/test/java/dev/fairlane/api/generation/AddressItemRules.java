package dev.fairlane.api.generation;

import java.util.List;

/** CEL rules for one address of an interface; {@code self} is the address. */
final class AddressItemRules {

    record Rule(String expression, String message) {}

    private static final String IPV4 = "isCIDR(self) && cidr(self).ip().family() == 4";

    static final List<Rule> ALL = List.of(
            new Rule(
                    IPV4 + " && cidr(self).prefixLength() >= 1",
                    "must be an IPv4 address with its prefix length, A.B.C.D/LEN with LEN 1 to 32,"
                            + " for example 192.0.2.1/24"),
            new Rule(
                    "!(" + IPV4 + ") || (!self.startsWith('0.') && !self.startsWith('127.')"
                            + " && int(self.split('.')[0]) < 224)",
                    "must be a unicast address: not in 0.0.0.0/8, 127.0.0.0/8, 224.0.0.0/4 or 240.0.0.0/4"),
            new Rule(
                    "!(" + IPV4 + ") || cidr(self).prefixLength() >= 31 || !(cidr(self) == cidr(self).masked())",
                    "must be a host address: 192.0.2.1/24, not the subnet 192.0.2.0/24"));

    private AddressItemRules() {}
}
