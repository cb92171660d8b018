package dev.fairlane.click.catalogue;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Addresses and prefixes. Where {@code suffix} is not null, an interface's own may be named: {@code
 * wan:ip}, {@code wan:ipnet}, {@code wan:eth}.
 */
public enum AddressType implements ArgumentType.OfAddress {
  IPV4_ADDRESS("an IPv4 address like 192.0.2.1", "ip") {
    @Override
    Optional<String> parse(String text) {
      return Optional.of(text).filter(IPV4.asMatchPredicate());
    }
  },
  IPV4_PREFIX("an IPv4 prefix like 192.0.2.0/24", "ipnet") {
    @Override
    Optional<String> parse(String text) {
      Matcher parts = PREFIX.matcher(text);
      return Optional.of(text)
          .filter(any -> parts.matches() && IPV4.matcher(parts.group(1)).matches())
          .filter(any -> Integer.parseInt(parts.group(2)) <= 32);
    }
  },
  IPV6_ADDRESS("an IPv6 address like 2001:db8::1", null) {
    @Override
    Optional<String> parse(String text) {
      return Ipv6.canonical(text);
    }
  },
  IPV6_PREFIX("an IPv6 prefix like 2001:db8::/32", null) {
    @Override
    Optional<String> parse(String text) {
      Matcher parts = PREFIX.matcher(text);
      return Optional.of(parts)
          .filter(found -> found.matches() && Integer.parseInt(found.group(2)) <= 128)
          .flatMap(found -> Ipv6.canonical(found.group(1)))
          .map(address -> address + "/" + parts.group(2));
    }
  },
  MAC("an Ethernet address like 02:00:00:00:00:01", "eth") {
    @Override
    Optional<String> parse(String text) {
      return Optional.of(text)
          .filter(ETHERNET.asMatchPredicate())
          .map(address -> address.toLowerCase(Locale.ROOT).replace('-', ':'));
    }
  };

  private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
  private static final Pattern IPV4 = Pattern.compile(BYTE + "(\\." + BYTE + "){3}");
  private static final Pattern PREFIX = Pattern.compile("([^/]*)/(0|[1-9][0-9]{0,2})");
  private static final Pattern ETHERNET = Pattern.compile("[0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5}");

  private final String description;
  private final String suffix;

  AddressType(String description, String suffix) {
    this.description = description;
    this.suffix = suffix;
  }

  abstract Optional<String> parse(String text);

  @Override
  public Optional<String> read(String text, Interfaces interfaces) {
    return candidates(interfaces).contains(text) ? Optional.of(text) : parse(text);
  }

  @Override
  public String description() {
    return description;
  }

  /** The names of the interfaces' own; those without an address have no IP to name. */
  @Override
  public Set<String> candidates(Interfaces interfaces) {
    if (suffix == null) {
      return Set.of();
    }
    Set<String> named = this == MAC ? interfaces.names() : interfaces.addressed();
    return named.stream().map(name -> name + ":" + suffix).collect(Collectors.toSet());
  }
}
