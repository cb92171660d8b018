package dev.fairlane.placement.sim;

import dev.fairlane.placement.estimate.PathName;
import dev.fairlane.placement.estimate.Window;
import dev.fairlane.placement.rebalance.Move;
import dev.fairlane.placement.rebalance.Pool;
import java.util.List;
import java.util.Map;

/** Decides after each tick what moves before the next. Has a state: one for each run. */
interface Strategy {

  /**
   * @param window what was measured in the tick
   * @param next what will be offered in the next one, which only a clairvoyant may look at
   */
  List<Move> decide(Pool pool, int tick, Window window, Map<PathName, Double> next);
}
