package dev.fairlane.kubectl.plan;

import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.kubectl.plan.PlanView.FiguresShown;
import dev.fairlane.kubectl.plan.PlanView.MoveShown;
import dev.fairlane.kubectl.plan.PlanView.RouterShown;
import dev.fairlane.placement.rebalance.Decision;
import dev.fairlane.placement.rebalance.Move;
import dev.fairlane.placement.rebalance.Pool;
import dev.fairlane.placement.rebalance.RouterRight;
import dev.fairlane.placement.verdict.Forecast;
import java.util.List;

/** Rounds and names what was decided. Pure. */
final class PlanViewFactory {

  private static final double HUNDRED = 100;

  private PlanViewFactory() {}

  static PlanView view(ForwarderPool pool, Pool of, Decision decision, List<String> notes) {
    return new PlanView(
        pool.getMetadata().getName(),
        PoolPolicy.mode(PoolPolicy.of(pool)),
        decision.planId(),
        decision.verdict().kind().reason(),
        sentence(decision.verdict().message()),
        decision.moves().stream().map(PlanViewFactory::move).toList(),
        figures(decision.present()),
        figures(decision.planned()),
        of.routers().stream().map(right -> router(right, decision)).toList(),
        notes);
  }

  private static MoveShown move(Move move) {
    return new MoveShown(
        move.path().router(), move.path().path(), move.forwarder(), move.from(), move.to());
  }

  private static RouterShown router(RouterRight right, Decision decision) {
    return new RouterShown(
        right.router(),
        rounded(right.entitledCores()),
        rounded(decision.dueCores().getOrDefault(right.router(), 0.0)),
        rounded(decision.achievableCores().getOrDefault(right.router(), 0.0)));
  }

  private static FiguresShown figures(Forecast forecast) {
    double load = forecast.loadCores().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    return new FiguresShown(rounded(forecast.shortfallCores()), rounded(load));
  }

  private static double rounded(double cores) {
    return Math.rint(cores * HUNDRED) / HUNDRED;
  }

  /** As all messages in status: a capital letter and a full stop. */
  private static String sentence(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
  }
}
