package dev.fairlane.click.catalogue;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What an argument may be. */
public sealed interface ArgumentType {

  /**
   * The value in its one spelling.
   *
   * @param interfaces the interfaces of the router
   * @return nothing when the text is not of the type
   */
  Optional<String> read(String text, Set<String> interfaces);

  /** What is expected, to follow "must be". */
  String description();

  /** A whole number, decimal or hexadecimal with 0x. Both ends belong to the range. */
  record Whole(long least, long most) implements ArgumentType {

    @Override
    public Optional<String> read(String text, Set<String> interfaces) {
      try {
        long value =
            Long.decode(text.matches("0[0-9]+") ? text.replaceFirst("^0+(?=.)", "") : text);
        return value < least || value > most ? Optional.empty() : Optional.of(Long.toString(value));
      } catch (NumberFormatException notANumber) {
        return Optional.empty();
      }
    }

    @Override
    public String description() {
      return "a whole number from %d to %d".formatted(least, most);
    }
  }

  /** One of two words. */
  record Truth() implements ArgumentType {

    @Override
    public Optional<String> read(String text, Set<String> interfaces) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "true", "yes", "1" -> Optional.of("true");
        case "false", "no", "0" -> Optional.of("false");
        default -> Optional.empty();
      };
    }

    @Override
    public String description() {
      return "true or false";
    }
  }

  /** An IPv4 address with four numbers. */
  record Ipv4Address() implements ArgumentType {

    private static final String BYTE = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    static final String SHAPE = BYTE + "(\\." + BYTE + "){3}";
    private static final Pattern ADDRESS = Pattern.compile(SHAPE);

    @Override
    public Optional<String> read(String text, Set<String> interfaces) {
      return Optional.of(text).filter(ADDRESS.asMatchPredicate());
    }

    @Override
    public String description() {
      return "an IPv4 address like 192.0.2.1";
    }
  }

  /** An IPv4 prefix with its length. */
  record Ipv4Prefix() implements ArgumentType {

    private static final Pattern PREFIX =
        Pattern.compile(Ipv4Address.SHAPE + "/(3[0-2]|[12]?[0-9])");

    @Override
    public Optional<String> read(String text, Set<String> interfaces) {
      return Optional.of(text).filter(PREFIX.asMatchPredicate());
    }

    @Override
    public String description() {
      return "an IPv4 prefix like 192.0.2.0/24";
    }
  }

  /** An Ethernet address. */
  record Mac() implements ArgumentType {

    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5}");

    @Override
    public Optional<String> read(String text, Set<String> interfaces) {
      return Optional.of(text)
          .filter(ADDRESS.asMatchPredicate())
          .map(address -> address.toLowerCase(Locale.ROOT).replace('-', ':'));
    }

    @Override
    public String description() {
      return "an Ethernet address like 02:00:00:00:00:01";
    }
  }

  /** Words as they are: patterns, filters, routes. Their own language is their element's. */
  record Text() implements ArgumentType {

    @Override
    public Optional<String> read(String text, Set<String> interfaces) {
      return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    @Override
    public String description() {
      return "some text";
    }
  }

  /** An interface of the router. */
  record Interface() implements ArgumentType {

    @Override
    public Optional<String> read(String text, Set<String> interfaces) {
      return Optional.of(text).filter(interfaces::contains);
    }

    @Override
    public String description() {
      return "an interface of the router";
    }
  }
}
