package dev.fairlane.click.problem;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Collects problems. A problem in a compound element is found once for each of its uses and kept
 * once. Not for several threads.
 */
public final class Problems {

  private static final int LONGEST_QUOTE = 60;

  private final TreeSet<Problem> found = new TreeSet<>();

  public void add(Position position, String sentence) {
    add(position, sentence, Optional.empty());
  }

  public void add(Position position, String sentence, Optional<String> suggestion) {
    found.add(new Problem(position, sentence, suggestion));
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** All of them, in the order of the text. */
  public List<Problem> inOrder() {
    return List.copyOf(found);
  }

  /** The text in quotation marks, cut where it is too long for a sentence. */
  public static String quote(String text) {
    return text.length() <= LONGEST_QUOTE
        ? "\"" + text + "\""
        : "\"" + text.substring(0, LONGEST_QUOTE) + "...\"";
  }
}
