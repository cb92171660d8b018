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
   * @return nothing when the text is not of the type
   */
  Optional<String> read(String text, Interfaces interfaces);

  /** What is expected, to follow "must be". */
  String description();

  /** What a text that is not of the type may have meant. */
  default Set<String> candidates(Interfaces interfaces) {
    return Set.of();
  }

  /** An address or prefix; {@link AddressType} has them. */
  non-sealed interface OfAddress extends ArgumentType {}

  /** A whole number, decimal or hexadecimal with 0x. Both ends belong to the range. */
  record Whole(long least, long most) implements ArgumentType {

    // Another zero in front means octal to Click and decimal to most people: it is neither here.
    private static final Pattern SHAPE =
        Pattern.compile("[+-]?(0|[1-9][0-9]{0,17}|0[xX][0-9a-fA-F]{1,15})");

    @Override
    public Optional<String> read(String text, Interfaces interfaces) {
      return Optional.of(text)
          .filter(SHAPE.asMatchPredicate())
          .map(Long::decode)
          .filter(value -> value >= least && value <= most)
          .map(value -> Long.toString(value));
    }

    @Override
    public String description() {
      return "a whole number from %d to %d".formatted(least, most);
    }
  }

  /** One of two words. */
  record Truth() implements ArgumentType {

    @Override
    public Optional<String> read(String text, Interfaces interfaces) {
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

    @Override
    public Set<String> candidates(Interfaces interfaces) {
      return Set.of("true", "false");
    }
  }

  /** Words as they are: patterns, filters, routes. Their own language is their element's. */
  record Text() implements ArgumentType {

    @Override
    public Optional<String> read(String text, Interfaces interfaces) {
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
    public Optional<String> read(String text, Interfaces interfaces) {
      return Optional.of(text).filter(interfaces.names()::contains);
    }

    @Override
    public String description() {
      return "an interface of the router";
    }

    @Override
    public Set<String> candidates(Interfaces interfaces) {
      return interfaces.names();
    }
  }
}
