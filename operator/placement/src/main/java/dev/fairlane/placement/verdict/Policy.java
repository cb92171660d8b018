package dev.fairlane.placement.verdict;

/**
 * The limits of rebalancing.
 *
 * @param mode what it may do
 * @param coolDownSeconds time after a move without another; 0 or more
 * @param improvementCores what the largest shortfall has to fall by
 * @param loadTrigger whether a hot worker is a reason too
 */
public record Policy(
    Mode mode, long coolDownSeconds, double improvementCores, boolean loadTrigger) {

  public static final Policy DEFAULT = new Policy(Mode.AUTO, 30, 0.03, false);

  public Policy {
    if (coolDownSeconds < 0) {
      throw new IllegalArgumentException(
          "the cool-down is %d s, and must be 0 or more".formatted(coolDownSeconds));
    }
    if (!(improvementCores > 0)) {
      throw new IllegalArgumentException(
          "the improvement is %s cores, and must be above 0".formatted(improvementCores));
    }
  }
}
