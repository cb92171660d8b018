package dev.fairlane.placement.verdict;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** The chain: each function says its verdict or nothing, and the first verdict wins. */
public final class Verdicts {

  private static final List<BiFunction<Policy, Situation, Optional<Verdict>>> CHAIN =
      List.of(
          Verdicts::notReady,
          Verdicts::unheard,
          Verdicts::disabled,
          Verdicts::busy,
          Verdicts::coolingDown,
          Verdicts::withinThreshold,
          Verdicts::noImprovement,
          Verdicts::ineffective,
          Verdicts::outsideWindow,
          Verdicts::needsDisruption,
          Verdicts::recommend);

  private Verdicts() {}

  /** Total: there is always a verdict. */
  public static Verdict evaluate(Policy policy, Situation situation) {
    return CHAIN.stream()
        .map(link -> link.apply(policy, situation))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(
            () -> new Verdict(VerdictKind.MOVE, new Triggers(policy, situation).improvement()));
  }

  private static Optional<Verdict> notReady(Policy policy, Situation situation) {
    return when(
        !situation.staleForwarders().isEmpty(),
        VerdictKind.NOT_READY,
        "no fresh report from " + String.join(", ", situation.staleForwarders()));
  }

  /** What paths are entitled to says nothing of what they use: to move them by it is a guess. */
  private static Optional<Verdict> unheard(Policy policy, Situation situation) {
    return when(
        !situation.unheardForwarders().isEmpty(),
        VerdictKind.NOT_READY,
        "no demand is known yet of the paths of "
            + String.join(", ", situation.unheardForwarders()));
  }

  private static Optional<Verdict> disabled(Policy policy, Situation situation) {
    return when(policy.mode() == Mode.OFF, VerdictKind.DISABLED, "rebalancing is off");
  }

  private static Optional<Verdict> busy(Policy policy, Situation situation) {
    return when(
        situation.movesInFlight() > 0,
        VerdictKind.BUSY,
        "%d moves are in flight".formatted(situation.movesInFlight()));
  }

  private static Optional<Verdict> coolingDown(Policy policy, Situation situation) {
    long since = situation.sinceMoveSeconds().orElse(Long.MAX_VALUE);
    return when(
        situation.cause().waitsForCoolDown() && since < policy.coolDownSeconds(),
        VerdictKind.COOLING_DOWN,
        "the last move was %d s ago, and the cool-down is %d s"
            .formatted(since, policy.coolDownSeconds()));
  }

  private static Optional<Verdict> withinThreshold(Policy policy, Situation situation) {
    Triggers triggers = new Triggers(policy, situation);
    return when(
        !triggers.fairnessFires() && !triggers.loadFires() && !triggers.roomFires(),
        VerdictKind.WITHIN_THRESHOLD,
        triggers.withinThreshold());
  }

  private static Optional<Verdict> noImprovement(Policy policy, Situation situation) {
    Triggers triggers = new Triggers(policy, situation);
    boolean improves =
        triggers.fairnessImproves() || triggers.loadImproves() || triggers.roomImproves();
    return when(
        !improves || situation.plannedMoves().isEmpty(),
        VerdictKind.NO_IMPROVEMENT,
        triggers.noImprovement());
  }

  private static Optional<Verdict> ineffective(Policy policy, Situation situation) {
    List<String> blocked =
        situation.plannedMoves().stream().filter(situation.ineffective()::contains).toList();
    return when(
        !blocked.isEmpty(),
        VerdictKind.INEFFECTIVE,
        "the last move did not bring what it promised: " + String.join(", ", blocked));
  }

  private static Optional<Verdict> outsideWindow(Policy policy, Situation situation) {
    return when(
        !situation.windowOpen(), VerdictKind.OUTSIDE_WINDOW, "the maintenance window is closed");
  }

  private static Optional<Verdict> needsDisruption(Policy policy, Situation situation) {
    return when(
        !situation.disrupted().isEmpty() && !situation.disruptionAllowed(),
        VerdictKind.NEEDS_DISRUPTION,
        "the plan interrupts " + String.join(", ", situation.disrupted()));
  }

  private static Optional<Verdict> recommend(Policy policy, Situation situation) {
    return when(
        policy.mode() == Mode.RECOMMEND && !situation.approved(),
        VerdictKind.RECOMMEND,
        new Triggers(policy, situation).improvement() + "; waits for approval");
  }

  private static Optional<Verdict> when(boolean applies, VerdictKind kind, String message) {
    return applies ? Optional.of(new Verdict(kind, message)) : Optional.empty();
  }
}
