package dev.fairlane.placement.estimate;

/**
 * Whether a path is taken as backlogged.
 *
 * @param isKnown whether there was a window yet; the first is believed at once
 * @param backlogged the state
 * @param contrary weight of the windows in a row that say otherwise
 * @param changes changes of state that are not forgiven; each doubles what confirms the next
 * @param quiet windows in a row that agreed
 */
public record Backlog(boolean isKnown, boolean backlogged, int contrary, int changes, int quiet) {

  static final Backlog UNKNOWN = new Backlog(false, false, 0, 0, 0);

  /**
   * The weight of contrary windows that confirms a first change: two telling ones or 128 others.
   */
  private static final int CONFIRMED = 128;

  private static final int TELLING = 64;

  /** Beyond this many changes confirmations do not double any more: 1,024 windows. */
  private static final int MOST_CHANGES = 3;

  /** A day of windows of 10 s that agree makes good for one change. */
  private static final int FORGIVEN_AFTER = 8_640;

  /**
   * @param telling whether the window shows a backlog or relief that noise would not
   */
  Backlog next(boolean backloggedWindow, boolean telling) {
    if (!isKnown) {
      return new Backlog(true, backloggedWindow, 0, 0, 0);
    }
    if (backloggedWindow == backlogged) {
      boolean forgives = quiet + 1 >= FORGIVEN_AFTER;
      return new Backlog(
          true,
          backlogged,
          0,
          forgives ? Math.max(0, changes - 1) : changes,
          forgives ? 0 : quiet + 1);
    }
    int weight = contrary + (telling ? TELLING : 1);
    return weight >= CONFIRMED << changes
        ? new Backlog(true, backloggedWindow, 0, Math.min(MOST_CHANGES, changes + 1), 0)
        : new Backlog(true, backlogged, weight, changes, 0);
  }
}
