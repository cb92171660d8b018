package dev.fairlane.click.problem;

import java.util.Comparator;
import java.util.Optional;

/**
 * Why a configuration is refused, for the person who wrote it.
 *
 * @param sentence one sentence, which names what is wrong
 * @param suggestion what was perhaps meant: a name or a value to write instead
 */
public record Problem(Position position, String sentence, Optional<String> suggestion)
    implements Comparable<Problem> {

  @Override
  public int compareTo(Problem other) {
    return Comparator.comparing(Problem::position)
        .thenComparing(Problem::sentence)
        .thenComparing(problem -> problem.suggestion().orElse(""))
        .compare(this, other);
  }

  /** For example {@code 3:7 There is no element class "Countr". Did you mean "Counter"?}. */
  @Override
  public String toString() {
    return position
        + " "
        + sentence
        + suggestion.map(better -> " Did you mean \"" + better + "\"?").orElse("");
  }
}
