package dev.fairlane.operator.status;

import dev.fairlane.api.v1alpha1.ForwarderPoolStatus;
import dev.fairlane.api.v1alpha1.LastPlan;
import dev.fairlane.api.v1alpha1.PathMove;
import dev.fairlane.api.v1alpha1.PlanFigures;
import dev.fairlane.api.v1alpha1.RebalanceStatus;
import dev.fairlane.operator.decide.RebalanceDecision;
import dev.fairlane.operator.decide.Verdict;
import dev.fairlane.operator.figures.Rounding;
import dev.fairlane.operator.model.PoolForecast;
import dev.fairlane.operator.model.Reason;
import dev.fairlane.operator.model.Relocation;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The part of a pool's status that tells of plans. Pure. */
final class RebalanceShown {

  private static final int MOST_MOVES = 32;

  private RebalanceShown() {}

  /**
   * The plan to show: what was decided if it changed something or waits, else what is shown, with
   * its outcome when that is known now.
   *
   * @param previous what the pool shows now, null for nothing
   */
  static LastPlan lastPlan(ForwarderPoolStatus previous, Verdict verdict, Instant now) {
    LastPlan shown = previous == null ? null : previous.lastPlan();
    return switch (verdict) {
      case Verdict.Place place ->
          new LastPlan(
              null,
              place.reason().text(),
              place.message(),
              null,
              text(now),
              place.moves(),
              null,
              null,
              null,
              null);
      case Verdict.Rebalance rebalance -> lastPlan(shown, rebalance.decision(), now);
      case Verdict.NotReady notReady -> shown;
      case Verdict.NoChange noChange -> shown;
    };
  }

  private static LastPlan lastPlan(LastPlan former, RebalanceDecision decision, Instant now) {
    LastPlan shown = withOutcome(former, decision);
    if (decision.acts()) {
      return plan(decision, now);
    }
    boolean isShown =
        shown != null
            && decision.planId().equals(shown.id())
            && decision.reason().text().equals(shown.reason());
    // A plan whose outcome is awaited stays until then: it would have none otherwise.
    boolean replaces = decision.holdsPlanBack() && !decision.awaitsOutcome() && !isShown;
    return replaces ? plan(decision, now) : shown;
  }

  /** The outcome belongs to the plan that moved last, if that is still shown. */
  private static LastPlan withOutcome(LastPlan shown, RebalanceDecision decision) {
    boolean waits =
        shown != null && shown.reason().equals(Reason.MOVE.text()) && shown.actual() == null;
    return waits && decision.outcome().isPresent()
        ? shown.withActual(figures(decision.outcome().get()))
        : shown;
  }

  private static LastPlan plan(RebalanceDecision decision, Instant now) {
    return new LastPlan(
        decision.planId(),
        decision.reason().text(),
        decision.message(),
        decision.cause(),
        text(now),
        decision.moves().size(),
        decision.moves().stream().limit(MOST_MOVES).map(RebalanceShown::move).toList(),
        figures(decision.present()),
        figures(decision.predicted()),
        null);
  }

  /** The verdict and its message change together: figures alone are no reason to write. */
  static RebalanceStatus status(ForwarderPoolStatus previous, Verdict verdict, Instant now) {
    RebalanceStatus shown = previous == null ? null : previous.rebalance();
    if (!(verdict instanceof Verdict.Rebalance)) {
      return shown;
    }
    boolean same = shown != null && shown.verdict().equals(verdict.reason().text());
    return same
        ? shown
        : new RebalanceStatus(verdict.reason().text(), verdict.message(), text(now));
  }

  private static PathMove move(Relocation move) {
    return new PathMove(
        move.router(), move.interfaceName(), move.forwarder(), move.from(), move.to());
  }

  private static PlanFigures figures(PoolForecast forecast) {
    return new PlanFigures(
        Rounding.cores(forecast.largestShortfallCores()),
        Rounding.cores(forecast.largestLoadCores()));
  }

  private static String text(Instant now) {
    return now.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
