package dev.fairlane.placement.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class VerdictsTest {

  private static final Policy AUTO = Policy.DEFAULT;
  private static final Policy LOAD = new Policy(Mode.AUTO, 30, 0.03, true);

  @Test
  void aPlanThatHelpsIsRealized() {
    assertThat(Verdicts.evaluate(AUTO, new Facts().build()))
        .isEqualTo(
            new Verdict(
                VerdictKind.MOVE, "1 moves change the largest shortfall from 0.10 to 0.02 cores"));
  }

  @Test
  void aMissingReportIsNamedBeforeAllElse() {
    Facts facts = new Facts();
    facts.stale = List.of("east", "west");
    facts.inFlight = 1;

    assertVerdict(AUTO, facts, VerdictKind.NOT_READY, "no fresh report from east, west");
  }

  @Test
  void aForwarderThatHasToldNoDemandYetIsWaitedFor() {
    Facts facts = new Facts();
    facts.unheard = List.of("east");
    facts.inFlight = 1;
    assertVerdict(
        AUTO, facts, VerdictKind.NOT_READY, "no demand is known yet of the paths of east");

    facts.stale = List.of("west");
    assertVerdict(AUTO, facts, VerdictKind.NOT_READY, "no fresh report from west");
  }

  @Test
  void offIsOff() {
    Policy off = new Policy(Mode.OFF, 30, 0.03, false);
    assertVerdict(off, new Facts(), VerdictKind.DISABLED, "rebalancing is off");
  }

  @Test
  void whileAPathMovesThereIsNoOtherPlan() {
    Facts facts = new Facts();
    facts.inFlight = 2;
    assertVerdict(AUTO, facts, VerdictKind.BUSY, "2 moves are in flight");
  }

  @Test
  void afterAMoveDemandWaitsForTheCoolDown() {
    Facts facts = new Facts();
    facts.sinceMove = OptionalLong.of(29);
    assertVerdict(
        AUTO,
        facts,
        VerdictKind.COOLING_DOWN,
        "the last move was 29 s ago, and the cool-down is 30 s");

    facts.sinceMove = OptionalLong.of(30);
    assertThat(Verdicts.evaluate(AUTO, facts.build()).kind()).isEqualTo(VerdictKind.MOVE);
  }

  @Test
  void thePapersThreeCausesDoNotWait() {
    for (Cause cause : List.of(Cause.SET_UP, Cause.ENTITLEMENT, Cause.COST)) {
      Facts facts = new Facts();
      facts.sinceMove = OptionalLong.of(10);
      facts.cause = cause;
      assertThat(Verdicts.evaluate(AUTO, facts.build()).kind()).isEqualTo(VerdictKind.MOVE);
    }
  }

  @Test
  void aShortfallBelowTheThresholdIsLeftAlone() {
    Facts facts = new Facts();
    facts.before = new Forecast(0.029, List.of(0.8, 0.1));
    facts.after = new Forecast(0, List.of(0.5, 0.5));
    assertVerdict(
        AUTO,
        facts,
        VerdictKind.WITHIN_THRESHOLD,
        "the largest shortfall is 0.03 cores, and 0.03 are needed to act");
  }

  @Test
  void aGainOfExactlyTheThresholdIsEnough() {
    Facts facts = new Facts();
    facts.after = new Forecast(0.07, List.of(0.5, 0.5));
    assertThat(Verdicts.evaluate(AUTO, facts.build()).kind()).isEqualTo(VerdictKind.MOVE);
  }

  @Test
  void aPlanThatHelpsLessThanNoiseCouldIsNone() {
    Facts facts = new Facts();
    facts.noise = 0.06;
    facts.before = new Forecast(0.1, List.of(0.89, 0.2));
    assertVerdict(
        AUTO,
        facts,
        VerdictKind.NO_IMPROVEMENT,
        "the best plan lowers the largest shortfall by 0.08 cores, and 0.09 are needed");
  }

  @Test
  void aPlanWithoutMovesIsNone() {
    Facts facts = new Facts();
    facts.moves = List.of();
    assertThat(Verdicts.evaluate(AUTO, facts.build()).kind()).isEqualTo(VerdictKind.NO_IMPROVEMENT);
  }

  @Test
  void aMoveThatDidNotBringWhatItPromisedIsBlocked() {
    Facts facts = new Facts();
    facts.ineffective = List.of("a/p", "b/p");
    assertVerdict(
        AUTO, facts, VerdictKind.INEFFECTIVE, "the last move did not bring what it promised: a/p");
  }

  @Test
  void movesWaitForTheWindowAndThenForThePermissionToInterrupt() {
    Facts facts = new Facts();
    facts.windowOpen = false;
    facts.disrupted = List.of("b");
    assertVerdict(AUTO, facts, VerdictKind.OUTSIDE_WINDOW, "the maintenance window is closed");

    facts.windowOpen = true;
    assertVerdict(AUTO, facts, VerdictKind.NEEDS_DISRUPTION, "the plan interrupts b");

    facts.disruptionAllowed = true;
    assertThat(Verdicts.evaluate(AUTO, facts.build()).kind()).isEqualTo(VerdictKind.MOVE);
  }

  @Test
  void aRecommendationWaitsForApproval() {
    Policy recommend = new Policy(Mode.RECOMMEND, 30, 0.03, false);
    Facts facts = new Facts();
    assertVerdict(
        recommend,
        facts,
        VerdictKind.RECOMMEND,
        "1 moves change the largest shortfall from 0.10 to 0.02 cores; waits for approval");

    facts.approved = true;
    assertThat(Verdicts.evaluate(recommend, facts.build()).kind()).isEqualTo(VerdictKind.MOVE);
  }

  @Test
  void aHotWorkerIsAReasonOnlyWithTheLoadTrigger() {
    Facts facts = hot(6);
    facts.before = new Forecast(0, List.of(0.97, 0.8));
    facts.after = new Forecast(0, List.of(0.89, 0.88));
    assertThat(Verdicts.evaluate(AUTO, facts.build()).kind())
        .isEqualTo(VerdictKind.WITHIN_THRESHOLD);
    assertThat(Verdicts.evaluate(LOAD, facts.build()).kind()).isEqualTo(VerdictKind.MOVE);
  }

  @Test
  void fiveHotSamplesAreNotEnough() {
    assertThat(Verdicts.evaluate(LOAD, hot(5).build()).kind())
        .isEqualTo(VerdictKind.WITHIN_THRESHOLD);
  }

  @Test
  void aCoolerSampleStartsTheCountAnew() {
    Facts facts = hot(5);
    facts.watch = facts.watch.next(Map.of(0, 0.95)).next(Map.of(0, 0.96));
    assertThat(Verdicts.evaluate(LOAD, facts.build()).kind())
        .isEqualTo(VerdictKind.WITHIN_THRESHOLD);
  }

  @Test
  void theLoadTriggerActsAtMostOnceAMinute() {
    Facts facts = hot(6);
    facts.sinceMove = OptionalLong.of(59);
    assertThat(Verdicts.evaluate(LOAD, facts.build()).kind())
        .isEqualTo(VerdictKind.WITHIN_THRESHOLD);
  }

  @Test
  void aVarianceThatFallsByLessThanAQuarterIsNoImprovement() {
    Facts facts = hot(6);
    facts.after = new Forecast(0, List.of(0.95, 0.15));
    assertThat(Verdicts.evaluate(LOAD, facts.build()).kind()).isEqualTo(VerdictKind.NO_IMPROVEMENT);
  }

  @Test
  void aShortfallOfExactlyTheThresholdIsEnoughToLook() {
    Facts facts = new Facts();
    facts.before = new Forecast(0.03, List.of(1.0, 0.1));
    facts.after = new Forecast(0, List.of(0.5, 0.5));

    assertThat(Verdicts.evaluate(AUTO, facts.build()).kind()).isEqualTo(VerdictKind.MOVE);
  }

  @Test
  void theLoadTriggerActsAMinuteAfterTheLastMove() {
    Facts facts = hot(6);
    facts.sinceMove = OptionalLong.of(60);

    assertThat(Verdicts.evaluate(LOAD, facts.build()).kind()).isEqualTo(VerdictKind.MOVE);
  }

  @Test
  void aVarianceThatFallsByExactlyAQuarterIsAnImprovement() {
    Facts facts = hot(6);
    facts.before = new Forecast(0, List.of(0.8, 0.0));
    double distance = 0.4 * Math.sqrt(0.75);
    facts.after = new Forecast(0, List.of(0.4 + distance, 0.4 - distance));

    assertThat(Verdicts.evaluate(LOAD, facts.build()).kind()).isEqualTo(VerdictKind.MOVE);
  }

  @Test
  void theLoadTriggerTakesNoMoreFromFairnessThanTheThreshold() {
    Facts facts = hot(6);
    facts.after = new Forecast(0.02, List.of(0.6, 0.5));
    assertThat(Verdicts.evaluate(LOAD, facts.build()).kind()).isEqualTo(VerdictKind.MOVE);

    facts.after = new Forecast(0.03, List.of(0.6, 0.5));
    assertThat(Verdicts.evaluate(LOAD, facts.build()).kind()).isEqualTo(VerdictKind.NO_IMPROVEMENT);
  }

  @Test
  void evenLoadsLeaveTheLoadTriggerNothingToDo() {
    Facts facts = hot(6);
    facts.before = new Forecast(0, List.of(0.96, 0.96));
    facts.after = new Forecast(0, List.of(0.96, 0.96));

    assertThat(Verdicts.evaluate(LOAD, facts.build()).kind()).isEqualTo(VerdictKind.NO_IMPROVEMENT);
  }

  @Test
  void aCrowdedWorkerGetsRoomThatOthersHaveThoughNobodyLacksAnything() {
    Facts facts = crowded(0.9, 0.7);
    assertVerdict(
        AUTO, facts, VerdictKind.MOVE, "1 moves change the largest load from 0.90 to 0.80 cores");
  }

  @Test
  void aWorkerWithATenthOfACoreLeftIsNotCrowded() {
    assertThat(Verdicts.evaluate(AUTO, crowded(0.89, 0.5).build()).kind())
        .isEqualTo(VerdictKind.WITHIN_THRESHOLD);
  }

  @Test
  void lessThanATenthOfACoreOfReliefAndNoiseIsNotWorthAMove() {
    assertThat(Verdicts.evaluate(AUTO, crowded(0.95, 0.76).build()).kind())
        .isEqualTo(VerdictKind.WITHIN_THRESHOLD);
    Facts noisy = crowded(1.0, 0.7);
    noisy.noise = 0.06;
    assertThat(Verdicts.evaluate(AUTO, noisy.build()).kind())
        .isEqualTo(VerdictKind.WITHIN_THRESHOLD);
  }

  @Test
  void aWorkerThatIsFullOfOnePathCannotBeRelieved() {
    Facts facts = crowded(1.0, 0.2);
    facts.before = new Forecast(0, List.of(1.0, 0.2), 0.95);
    assertThat(Verdicts.evaluate(AUTO, facts.build()).kind())
        .isEqualTo(VerdictKind.WITHIN_THRESHOLD);
  }

  @Test
  void roomIsNotTakenFromWhatIsDueToAnybody() {
    Facts facts = crowded(1.0, 0.6);
    facts.after = new Forecast(0.03, List.of(0.8, 0.8));
    assertThat(Verdicts.evaluate(AUTO, facts.build()).kind()).isEqualTo(VerdictKind.NO_IMPROVEMENT);

    facts.after = new Forecast(0, List.of(0.95, 0.65));
    assertThat(Verdicts.evaluate(AUTO, facts.build()).kind()).isEqualTo(VerdictKind.NO_IMPROVEMENT);
  }

  @Test
  void whoAsksForTheLoadTriggerHasItsRulesForLoads() {
    assertThat(Verdicts.evaluate(LOAD, crowded(1.0, 0.6).build()).kind())
        .isEqualTo(VerdictKind.WITHIN_THRESHOLD);
  }

  /** Two workers whose loads a plan evens out, where nobody lacks anything. */
  private static Facts crowded(double one, double other) {
    Facts facts = new Facts();
    facts.before = new Forecast(0, List.of(one, other));
    double mean = (one + other) / 2;
    facts.after = new Forecast(0, List.of(mean, mean));
    return facts;
  }

  @Test
  void theVarianceOfLoadsIsTheMeanSquareOfTheirDistances() {
    assertThat(new Forecast(0, List.of(0.2, 0.6, 0.7)).loadVariance())
        .isCloseTo(0.14 / 3, within(1e-12));
    assertThat(new Forecast(0, List.of()).loadVariance()).isZero();
  }

  @Test
  void everyVerdictHasAReasonInCamelCase() {
    assertThat(VerdictKind.values())
        .extracting(VerdictKind::reason)
        .allMatch(reason -> reason.matches("([A-Z][a-z]+)+"))
        .doesNotHaveDuplicates();
  }

  private static Facts hot(int samples) {
    Facts facts = new Facts();
    facts.before = new Forecast(0, List.of(1.0, 0.1));
    facts.after = new Forecast(0, List.of(0.6, 0.5));
    for (int i = 0; i < samples; i++) {
      facts.watch = facts.watch.next(Map.of(0, 0.96, 1, 0.1));
    }
    return facts;
  }

  private static void assertVerdict(Policy policy, Facts facts, VerdictKind kind, String message) {
    assertThat(Verdicts.evaluate(policy, facts.build())).isEqualTo(new Verdict(kind, message));
  }

  /** A situation in which everything speaks for the move, until a test says otherwise. */
  private static final class Facts {
    List<String> stale = List.of();
    List<String> unheard = List.of();
    int inFlight = 0;
    OptionalLong sinceMove = OptionalLong.empty();
    Cause cause = Cause.DEMAND;
    Forecast before = new Forecast(0.1, List.of(1.0, 0.2));
    Forecast after = new Forecast(0.02, List.of(0.6, 0.6));
    List<String> moves = List.of("a/p");
    double noise = 0;
    LoadWatch watch = LoadWatch.NEW;
    List<String> ineffective = List.of();
    boolean windowOpen = true;
    List<String> disrupted = List.of();
    boolean disruptionAllowed = false;
    boolean approved = false;

    Situation build() {
      return new Situation(
          stale,
          unheard,
          inFlight,
          sinceMove,
          cause,
          before,
          after,
          moves,
          noise,
          watch,
          ineffective,
          windowOpen,
          disrupted,
          disruptionAllowed,
          approved);
    }
  }
}
