package dev.fairlane.click.syntax;

import dev.fairlane.click.problem.Nearest;
import dev.fairlane.click.problem.Problems;
import java.util.List;
import java.util.Set;

/**
 * What a configuration says that it needs. Elements come with the forwarder and nothing is loaded,
 * so no package and no library can be had; what only asks for a way of reading changes nothing.
 */
final class Requirements {

  private static final String COMPACT = "compact_config";

  private Requirements() {}

  static void check(List<Argument> requirements, Problems problems) {
    for (Argument requirement : requirements) {
      String text = requirement.text();
      if (!text.isEmpty() && !text.equals(COMPACT)) {
        problems.add(
            requirement.position(),
            "%s cannot be required: there are no packages and no libraries, every approved element is there."
                .formatted(Problems.quote(text)),
            Nearest.to(text, Set.of(COMPACT)));
      }
    }
  }
}
