package dev.fairlane.placement.estimate;

/**
 * What a path would use of a core. While it is backlogged nobody knows, so it counts as a whole
 * core; after relief that decays to its busy fraction over 6 windows.
 *
 * @param busy its busy fractions since it was last backlogged
 * @param decay windows until it counts as no more than that; 6 while it is backlogged
 */
public record Demand(Series busy, int decay) {

  private static final int DECAY_WINDOWS = 6;

  /** A change of at least a tenth and 0.03 core, twice in a row. */
  private static final Series.Rule RULE = new Series.Rule(0.1, 0.03, 2);

  public static final Demand UNKNOWN = new Demand(Series.empty(RULE), 0);

  /** The efficiency of a median on normal values: 1.25 = sqrt(pi / 2). */
  private static final double MEDIAN_TO_MEAN = 1.25;

  /** With few values their spread may be far too small by chance. */
  private static final int FEW = 8;

  private static final double UNKNOWN_SPREAD = 0.2;

  Demand next(PathWindow window) {
    return window.backlogged()
        ? new Demand(Series.empty(RULE), DECAY_WINDOWS)
        : new Demand(busy.next(window.receivedCores()), Math.max(0, decay - 1));
  }

  public boolean isKnown() {
    return decay > 0 || busy.size() > 0;
  }

  public boolean isBacklogged() {
    return decay == DECAY_WINDOWS;
  }

  /** In cores, 0 to 1. */
  public double cores() {
    double least = busy.size() == 0 && decay > 0 ? 1 : busy.median();
    return Math.min(1, least + (1 - least) * decay / DECAY_WINDOWS);
  }

  /** The standard error of {@link #cores}; 0 while it is backlogged, when it is no estimate. */
  public double errorCores() {
    if (busy.size() == 0) {
      return 0;
    }
    double spread =
        busy.size() < FEW ? Math.max(busy.spread(), UNKNOWN_SPREAD * busy.median()) : busy.spread();
    double decaying = cores() - busy.median();
    return Math.max(decaying, MEDIAN_TO_MEAN * spread / Math.sqrt(busy.size()));
  }
}
