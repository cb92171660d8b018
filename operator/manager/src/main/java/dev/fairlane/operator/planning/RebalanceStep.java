package dev.fairlane.operator.planning;

import dev.fairlane.operator.decide.Plan;
import dev.fairlane.operator.decide.RebalanceDecision;

/**
 * One tick.
 *
 * @param moved where everything runs after the decision's moves; the present plan when it does not
 *     act
 * @param next the state for the next tick, if what was decided is written
 */
public record RebalanceStep(RebalanceDecision decision, Plan moved, RebalanceState next) {}
