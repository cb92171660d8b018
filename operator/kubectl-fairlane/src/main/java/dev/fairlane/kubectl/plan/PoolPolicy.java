package dev.fairlane.kubectl.plan;

import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.LoadTrigger;
import dev.fairlane.api.v1alpha1.Rebalance;
import dev.fairlane.api.v1alpha1.RebalanceMode;
import dev.fairlane.placement.verdict.Mode;
import dev.fairlane.placement.verdict.Policy;
import java.util.Optional;

/** A pool's words on rebalancing, as the planner reads them. Pure. */
final class PoolPolicy {

  private PoolPolicy() {}

  static Rebalance of(ForwarderPool pool) {
    return Optional.ofNullable(pool.getSpec().rebalance()).orElse(Rebalance.DEFAULT);
  }

  /** A pool whose mode is Off is planned for all the same, to show what the mode holds back. */
  static Policy policy(Rebalance rebalance) {
    boolean loadTrigger =
        Optional.ofNullable(rebalance.loadTrigger()).map(LoadTrigger::enabled).orElse(false);
    return new Policy(
        rebalance.mode() == RebalanceMode.AUTO ? Mode.AUTO : Mode.RECOMMEND,
        rebalance.cooldownSeconds(),
        rebalance.minImprovementCores().getNumericalAmount().doubleValue(),
        loadTrigger);
  }

  static String mode(Rebalance rebalance) {
    return switch (rebalance.mode()) {
      case OFF -> "Off";
      case RECOMMEND -> "Recommend";
      case AUTO -> "Auto";
    };
  }
}
