package dev.fairlane.placement.rebalance;

import dev.fairlane.placement.estimate.PathName;
import java.util.Comparator;

/**
 * A path and where it runs.
 *
 * @param name unique in the pool
 * @param forwarder name of the site
 * @param worker index of one of the site's workers
 * @param fixed whether it must stay there: it is pinned or quarantined
 */
public record RunningPath(PathName name, String forwarder, int worker, boolean fixed) {

  static final Comparator<RunningPath> BY_NAME = Comparator.comparing(RunningPath::name);

  RunningPath on(int other) {
    return new RunningPath(name, forwarder, other, fixed);
  }
}
