package dev.fairlane.click.problem;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the name that was perhaps meant. */
public final class Nearest {

  /** Longer names are not compared, nor more of them: the time stays bounded for any text. */
  private static final int LONGEST = 48;

  private static final int MOST = 400;

  private Nearest() {}

  /**
   * The candidate with the least edit distance, if less than half of the name has to change; of
   * equals the first by name. Upper and lower case count as the same.
   */
  public static Optional<String> to(String name, Collection<String> candidates) {
    if (name.length() > LONGEST) {
      return Optional.empty();
    }
    String best = null;
    int least = Math.max(2, (name.length() + 1) / 2);
    int compared = 0;
    for (String candidate : new TreeSet<>(candidates)) {
      if (compared++ == MOST) {
        break;
      }
      int distance = distance(name, candidate, least);
      if (distance < least) {
        least = distance;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Levenshtein's distance, or {@code limit} when it is not less than that. */
  private static int distance(String left, String right, int limit) {
    if (Math.abs(left.length() - right.length()) >= limit) {
      return limit;
    }
    String from = left.toLowerCase(Locale.ROOT);
    String to = right.toLowerCase(Locale.ROOT);
    int[] row = new int[to.length() + 1];
    for (int column = 0; column < row.length; column++) {
      row[column] = column;
    }
    for (int line = 1; line <= from.length(); line++) {
      int diagonal = row[0];
      row[0] = line;
      for (int column = 1; column < row.length; column++) {
        int change = diagonal + (from.charAt(line - 1) == to.charAt(column - 1) ? 0 : 1);
        diagonal = row[column];
        row[column] = Math.min(change, 1 + Math.min(row[column], row[column - 1]));
      }
    }
    return row[to.length()];
  }
}
