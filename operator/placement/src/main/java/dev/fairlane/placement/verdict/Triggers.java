package dev.fairlane.placement.verdict;

import java.util.Locale;

/** Whether something is wrong enough, and whether the plan helps enough. */
final class Triggers {

  /** Differences below this are rounding. */
  private static final double ROUNDING = 1e-9;

  private final Policy policy;
  private final Situation situation;

  Triggers(Policy policy, Situation situation) {
    this.policy = policy;
    this.situation = situation;
  }

  /** What the largest shortfall has to fall by to be more than noise. */
  private double neededCores() {
    return policy.improvementCores() + situation.noiseCores();
  }

  boolean fairnessFires() {
    return situation.present().shortfallCores() >= neededCores() - ROUNDING;
  }

  boolean loadFires() {
    return policy.loadTrigger()
        && situation.watch().hotWorker().isPresent()
        && situation.sinceMoveSeconds().orElse(Long.MAX_VALUE) >= LoadWatch.INTERVAL_SECONDS;
  }

  boolean fairnessImproves() {
    return fairnessFires() && gainCores() >= neededCores() - ROUNDING;
  }

  /** The load trigger must not take from fairness what is worth more. */
  boolean loadImproves() {
    double before = situation.present().loadVariance();
    double after = situation.planned().loadVariance();
    return loadFires()
        && before > 0
        && (before - after) / before >= LoadWatch.VARIANCE_IMPROVEMENT - ROUNDING
        && gainCores() > -policy.improvementCores();
  }

  private double gainCores() {
    return situation.present().shortfallCores() - situation.planned().shortfallCores();
  }

  String withinThreshold() {
    return text(
        "the largest shortfall is %.2f cores, and %.2f are needed to act",
        situation.present().shortfallCores(), neededCores());
  }

  String noImprovement() {
    return text(
        "the best plan lowers the largest shortfall by %.2f cores, and %.2f are needed",
        gainCores(), neededCores());
  }

  String improvement() {
    return text(
        "%d moves change the largest shortfall from %.2f to %.2f cores",
        situation.plannedMoves().size(),
        situation.present().shortfallCores(),
        situation.planned().shortfallCores());
  }

  private static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
