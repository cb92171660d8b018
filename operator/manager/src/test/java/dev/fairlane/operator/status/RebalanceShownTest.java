package dev.fairlane.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlane.api.v1alpha1.ForwarderPoolStatus;
import dev.fairlane.api.v1alpha1.LastPlan;
import dev.fairlane.api.v1alpha1.PathMove;
import dev.fairlane.api.v1alpha1.PlanFigures;
import dev.fairlane.api.v1alpha1.RebalanceStatus;
import dev.fairlane.operator.decide.RebalanceDecision;
import dev.fairlane.operator.decide.Verdict;
import dev.fairlane.operator.model.PoolForecast;
import dev.fairlane.operator.model.Reason;
import dev.fairlane.operator.model.Relocation;
import dev.fairlane.operator.model.Samples;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RebalanceShownTest {

  private static final Optional<PoolForecast> NOT_YET = Optional.empty();

  @Test
  void showsAPlanWithItsMovesAndItsPrediction() {
    LastPlan plan = plan(null, verdict(Reason.MOVE, NOT_YET, true));

    assertThat(plan.id()).isEqualTo("0123456789");
    assertThat(plan.reason()).isEqualTo("Move");
    assertThat(plan.pathMoves())
        .containsExactly(new PathMove("tenant-a/edge", "left", "edge-a", 0, 1));
    assertThat(plan.before()).isEqualTo(new PlanFigures("0.4", "1"));
    assertThat(plan.predicted()).isEqualTo(new PlanFigures("0", "0.6"));
    assertThat(plan.actual()).isNull();
  }

  @Test
  void putsTheOutcomeBesideThePredictionOfThePlanThatMoved() {
    ForwarderPoolStatus moved = shows(plan(null, verdict(Reason.MOVE, NOT_YET, true)));

    Optional<PoolForecast> outcome = Optional.of(new PoolForecast(0.02, 0.7));
    LastPlan plan = plan(moved, verdict(Reason.WITHIN_THRESHOLD, outcome, false));

    assertThat(plan).isEqualTo(moved.lastPlan().withActual(new PlanFigures("0.02", "0.7")));
  }

  @Test
  void writesNothingWhileTheSamePlanIsRecommendedAgain() {
    ForwarderPoolStatus waits = shows(plan(null, verdict(Reason.RECOMMEND, NOT_YET, false)));

    assertThat(plan(waits, verdict(Reason.RECOMMEND, NOT_YET, false))).isSameAs(waits.lastPlan());
    assertThat(plan(waits, verdict(Reason.NO_IMPROVEMENT, NOT_YET, false)))
        .isSameAs(waits.lastPlan());
  }

  @Test
  void keepsAPlanWhoseOutcomeIsAwaitedBeforeOneThatWaits() {
    ForwarderPoolStatus moved = shows(plan(null, verdict(Reason.MOVE, NOT_YET, true)));

    assertThat(plan(moved, verdict(Reason.RECOMMEND, NOT_YET, true))).isSameAs(moved.lastPlan());
    assertThat(plan(moved, verdict(Reason.RECOMMEND, NOT_YET, false)).reason())
        .isEqualTo("Recommend");
  }

  @Test
  void showsAVerdictFromWhenItChangedAndNotItsFigures() {
    Verdict busy = verdict(Reason.BUSY, NOT_YET, false);
    RebalanceStatus first = RebalanceShown.status(null, busy, Samples.NOW);
    ForwarderPoolStatus shown = new ForwarderPoolStatus(1L, null, 0, 0, null, null, null, first);

    assertThat(first.verdict()).isEqualTo("Busy");
    assertThat(RebalanceShown.status(shown, busy, Samples.NOW.plusSeconds(10))).isSameAs(first);
    assertThat(RebalanceShown.status(shown, new Verdict.NoChange(), Samples.NOW)).isSameAs(first);
    assertThat(
            RebalanceShown.status(shown, verdict(Reason.MOVE, NOT_YET, true), Samples.NOW)
                .verdict())
        .isEqualTo("Move");
  }

  private static LastPlan plan(ForwarderPoolStatus shown, Verdict verdict) {
    return RebalanceShown.lastPlan(shown, verdict, Samples.NOW);
  }

  private static ForwarderPoolStatus shows(LastPlan plan) {
    return new ForwarderPoolStatus(1L, null, 0, 0, null, null, plan, null);
  }

  private static Verdict verdict(
      Reason reason, Optional<PoolForecast> outcome, boolean awaitsOutcome) {
    RebalanceDecision decision =
        new RebalanceDecision(
            reason,
            "Because.",
            "Cost",
            "0123456789",
            List.of(new Relocation("uid", "tenant-a/edge", "left", "edge-a", 0, 1)),
            new PoolForecast(0.4, 1),
            new PoolForecast(0, 0.6),
            Map.of(),
            Map.of(),
            outcome,
            false,
            awaitsOutcome,
            List.of());
    return new Verdict.Rebalance(decision, Map.of());
  }
}
