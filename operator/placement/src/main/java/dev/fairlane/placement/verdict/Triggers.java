package dev.fairlane.placement.verdict;

import java.util.Locale;

/** Whether something is wrong enough, and whether the plan helps enough. */
final class Triggers {

  /** Differences below this are rounding. */
  private static final double ROUNDING = 1e-9;

  /** A worker with less room than a tenth of a core has none for a burst. */
  private static final double CROWDED_CORES = 0.9;

  /** What the largest load has to fall by, beyond noise, to be worth moves. */
  private static final double RELIEF_CORES = 0.1;

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

  /**
   * A worker is crowded, and others have the room that it lacks: its next burst would find none.
   * Who asks for the load trigger has its rules for loads, and no others.
   */
  boolean roomFires() {
    double largest = situation.present().largestLoadCores();
    double reliefAtMost = largest - situation.present().leastLargestLoadCores();
    return !policy.loadTrigger()
        && largest >= CROWDED_CORES - ROUNDING
        && reliefAtMost >= neededReliefCores() - ROUNDING;
  }

  /** Room must not be taken from what is due to anybody. */
  boolean roomImproves() {
    return roomFires()
        && reliefCores() >= neededReliefCores() - ROUNDING
        && gainCores() > -policy.improvementCores();
  }

  private double neededReliefCores() {
    return RELIEF_CORES + situation.noiseCores();
  }

  private double reliefCores() {
    return situation.present().largestLoadCores() - situation.planned().largestLoadCores();
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
    return fairnessImproves() || loadImproves() ? lessShortfall() : moreRoom();
  }

  private String moreRoom() {
    return text(
        "%d moves change the largest load from %.2f to %.2f cores",
        situation.plannedMoves().size(),
        situation.present().largestLoadCores(),
        situation.planned().largestLoadCores());
  }

  private String lessShortfall() {
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
