package dev.fairlane.operator.status;

import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.operator.configuration.ConfiguredForwarder;
import dev.fairlane.operator.decide.Admission;
import dev.fairlane.operator.decide.Evaluation;
import dev.fairlane.operator.decide.Plan;
import dev.fairlane.operator.decide.RebalanceDecision;
import dev.fairlane.operator.decide.Verdict;
import dev.fairlane.operator.model.PoolOutcome;
import dev.fairlane.operator.model.RouterOutcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a finished turn found, for the reconcilers. Pure. */
public final class PoolOutcomeFactory {

  private PoolOutcomeFactory() {}

  /**
   * @param tick what the last tick of rebalancing found; nothing before the first
   */
  public static PoolOutcome outcome(
      Evaluation evaluation,
      Plan plan,
      Verdict verdict,
      Optional<RebalanceDecision> tick,
      List<ConfiguredForwarder> realized,
      PlacementHistory history) {
    Map<String, ConfiguredForwarder> homes = new HashMap<>();
    for (ConfiguredForwarder forwarder : realized) {
      for (AssignedRouter assigned : forwarder.forwarder().routers()) {
        homes.putIfAbsent(assigned.uid(), forwarder);
      }
    }
    RouterOutcomeFactory factory = new RouterOutcomeFactory(plan, tick, verdict.message(), history);
    Map<String, RouterOutcome> routers = new HashMap<>();
    for (Admission admission : evaluation.admissions()) {
      routers.put(
          admission.uid(),
          factory.outcome(
              admission,
              evaluation.snapshot().versionOf(admission.router()),
              Optional.ofNullable(homes.get(admission.uid()))));
    }
    return new PoolOutcome(routers);
  }
}
