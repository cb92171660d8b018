package dev.fairlane.click.syntax;

import java.util.regex.Pattern;

/**
 * Strings of an argument: text in quotation marks, in which a backslash keeps the next character.
 */
public final class Strings {

  private static final String LETTER = "([^\\s\"\\\\(),/]|/(?![/*]))";

  private static final Pattern PLAIN = Pattern.compile(LETTER + "+( " + LETTER + "+)*");

  /** Could be taken for a keyword. */
  private static final Pattern CAPITALS = Pattern.compile("[A-Z][A-Z0-9_]*( .*)?");

  private Strings() {}

  /** The text with every string in it replaced by what it says. */
  public static String unquote(String text) {
    StringBuilder plain = new StringBuilder();
    boolean inside = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        inside = !inside;
      } else if (inside && c == '\\' && i + 1 < text.length()) {
        plain.append(text.charAt(++i));
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  /** A text that {@link #unquote} takes back to this one. */
  public static String quote(String text) {
    return PLAIN.matcher(text).matches() && !CAPITALS.matcher(text).matches()
        ? text
        : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
