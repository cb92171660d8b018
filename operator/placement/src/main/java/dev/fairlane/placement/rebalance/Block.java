package dev.fairlane.placement.rebalance;

/**
 * A path that is not moved for a while, since its last move did not bring what it promised.
 *
 * @param untilSeconds when it may move again
 * @param times broken promises; 1 or more; each doubles the time
 */
public record Block(long untilSeconds, int times) {

  private static final long FIRST_SECONDS = 1_800;

  /** Doubled six times: 32 hours. */
  private static final int MOST_DOUBLED = 6;

  private static final long FORGOTTEN_AFTER_SECONDS = 86_400;

  static Block first(long nowSeconds) {
    return new Block(nowSeconds + FIRST_SECONDS, 1);
  }

  Block again(long nowSeconds) {
    return new Block(nowSeconds + (FIRST_SECONDS << Math.min(MOST_DOUBLED, times)), times + 1);
  }

  boolean isForgotten(long nowSeconds) {
    return nowSeconds >= untilSeconds + FORGOTTEN_AFTER_SECONDS;
  }
}
