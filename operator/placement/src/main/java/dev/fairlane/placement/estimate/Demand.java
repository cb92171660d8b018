package dev.fairlane.placement.estimate;

/**
 * What a path would use of a core. While it is backlogged nobody knows, so it counts as a whole
 * core; after relief that decays to its busy fraction over 6 windows.
 *
 * <p>A path at the edge of a backlog is backlogged in one window and not in the next, and would
 * count as a whole core and as half of one in turn. So a change has to be confirmed: the first by
 * two windows in a row in which it received more than noise explains, or was offered more, by what
 * its input lost, or by many others; and each further one by twice as many.
 *
 * @param busy its busy fractions since it was last taken as backlogged, but for backlogged windows
 * @param mean of what it used since then, bursts included: what it needs room for
 * @param state whether it is taken as backlogged
 * @param decay windows until it counts as no more than its busy fraction; 6 while it is backlogged
 */
public record Demand(Series busy, Mean mean, Backlog state, int decay) {

  private static final int DECAY_WINDOWS = 6;

  /** A change of at least a tenth and 0.03 core, twice in a row. */
  private static final Series.Rule RULE = new Series.Rule(0.1, 0.03, 2);

  public static final Demand UNKNOWN =
      new Demand(Series.empty(RULE), Mean.NONE, Backlog.UNKNOWN, 0);

  /** The efficiency of a median on normal values: 1.25 = sqrt(pi / 2). */
  private static final double MEDIAN_TO_MEAN = 1.25;

  /** With few values their spread may be far too small by chance. */
  private static final int FEW = 8;

  private static final double UNKNOWN_SPREAD = 0.2;

  private static final double TELLING_SPREADS = 2;

  Demand next(PathWindow window) {
    if (isKeptFromMore(window)) {
      return this;
    }
    Backlog next = state.next(window.backlogged(), tells(window));
    if (next.backlogged()) {
      Series since = state.backlogged() ? busy : Series.empty(RULE);
      boolean tells = state.backlogged() && !window.backlogged();
      return new Demand(
          tells ? since.next(window.receivedCores()) : since, Mean.NONE, next, DECAY_WINDOWS);
    }
    Series learned = busy.next(window.receivedCores());
    Mean since = learned.changes() > busy.changes() ? Mean.NONE : mean;
    return new Demand(learned, since.next(window.receivedCores()), next, Math.max(0, decay - 1));
  }

  /**
   * What a path used is known. While it is kept from that, nothing new is learned, unless more was
   * offered.
   */
  private boolean isKeptFromMore(PathWindow window) {
    return !state.backlogged()
        && window.backlogged()
        && busy.median() - window.receivedCores() > noise()
        && !tells(window);
  }

  /** Relief tells, and a backlog in which the path was offered more than it used before. */
  private boolean tells(PathWindow window) {
    return state.backlogged() || window.offeredCores() - busy.median() > noise();
  }

  private double noise() {
    return Math.max(TELLING_SPREADS * spread(), RULE.leastFor(busy.median()));
  }

  private double spread() {
    return busy.size() < FEW
        ? Math.max(busy.spread(), UNKNOWN_SPREAD * busy.median())
        : busy.spread();
  }

  public boolean isKnown() {
    return state.isKnown();
  }

  public boolean isBacklogged() {
    return state.backlogged();
  }

  /** In cores, 0 to 1. */
  public double cores() {
    if (isBacklogged()) {
      return 1;
    }
    double least = used();
    return Math.min(1, least + (1 - least) * decay / DECAY_WINDOWS);
  }

  /** A median does not see a burst in one of ten windows, and a mean does. */
  private double used() {
    return Math.max(busy.median(), mean.value());
  }

  /** The standard error of {@link #cores}; 0 while it is backlogged, when it is no estimate. */
  public double errorCores() {
    if (isBacklogged() || busy.size() == 0) {
      return 0;
    }
    double decaying = cores() - used();
    return Math.max(decaying, MEDIAN_TO_MEAN * spread() / Math.sqrt(busy.size()));
  }
}
