package dev.fairlane.operator.planning;

import dev.fairlane.api.v1alpha1.ForwarderPoolSpec;
import dev.fairlane.api.v1alpha1.LoadTrigger;
import dev.fairlane.api.v1alpha1.Rebalance;
import dev.fairlane.operator.model.Reason;
import dev.fairlane.placement.verdict.Cause;
import dev.fairlane.placement.verdict.Mode;
import dev.fairlane.placement.verdict.Policy;
import dev.fairlane.placement.verdict.VerdictKind;
import java.util.Optional;

/** Translates the words of a pool's spec and of its status. Pure. */
final class RebalancePolicies {

  private RebalancePolicies() {}

  static Rebalance of(ForwarderPoolSpec pool) {
    return Optional.ofNullable(pool.rebalance()).orElse(Rebalance.DEFAULT);
  }

  static Policy policy(Rebalance rebalance) {
    boolean loadTrigger =
        Optional.ofNullable(rebalance.loadTrigger()).map(LoadTrigger::enabled).orElse(false);
    return new Policy(
        mode(rebalance),
        rebalance.cooldownSeconds(),
        rebalance.minImprovementCores().getNumericalAmount().doubleValue(),
        loadTrigger);
  }

  private static Mode mode(Rebalance rebalance) {
    return switch (rebalance.mode()) {
      case OFF -> Mode.OFF;
      case RECOMMEND -> Mode.RECOMMEND;
      case AUTO -> Mode.AUTO;
    };
  }

  static Reason reason(VerdictKind verdict) {
    return switch (verdict) {
      case NOT_READY -> Reason.NOT_READY;
      case DISABLED -> Reason.DISABLED;
      case BUSY -> Reason.BUSY;
      case COOLING_DOWN -> Reason.COOLING_DOWN;
      case WITHIN_THRESHOLD -> Reason.WITHIN_THRESHOLD;
      case NO_IMPROVEMENT -> Reason.NO_IMPROVEMENT;
      case INEFFECTIVE -> Reason.INEFFECTIVE;
      case OUTSIDE_WINDOW -> Reason.OUTSIDE_WINDOW;
      case RECOMMEND -> Reason.RECOMMEND;
      case MOVE -> Reason.MOVE;
      case NEEDS_DISRUPTION ->
          throw new IllegalStateException("a move within a forwarder interrupts nobody");
    };
  }

  static String text(Cause cause) {
    return switch (cause) {
      case DEMAND -> "Demand";
      case SET_UP -> "SetUp";
      case ENTITLEMENT -> "Entitlement";
      case COST -> "Cost";
    };
  }
}
