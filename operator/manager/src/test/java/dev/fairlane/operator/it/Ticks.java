package dev.fairlane.operator.it;

import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** Waits until the operator has looked at its pools so many times; the counter adds them up. */
final class Ticks {

  private static final Pattern VERDICTS =
      Pattern.compile("(?m)^fairlane_cycle_verdicts_total\\{.*verdict=\"(\\w+)\".*\\} ([0-9.]+)$");

  /** The verdicts of turns in which rebalancing did not look. */
  private static final Set<String> OTHERS = Set.of("NoChange", "Place", "NotReady");

  private Ticks() {}

  static void pass(Operator operator, int ticks) {
    double start = count(operator);
    Awaitility.await("ticks")
        .atMost(Duration.ofSeconds(60))
        .until(() -> count(operator) >= start + ticks);
  }

  private static double count(Operator operator) {
    return VERDICTS
        .matcher(operator.process().metrics())
        .results()
        .filter(verdict -> !OTHERS.contains(verdict.group(1)))
        .mapToDouble(verdict -> Double.parseDouble(verdict.group(2)))
        .sum();
  }
}
