package dev.fairlane.placement.estimate;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is known of the paths of a pool.
 *
 * @param paths by name, in order
 */
public record Estimates(Map<PathName, PathEstimate> paths) {

  public static final Estimates NOTHING = new Estimates(Map.of());

  public Estimates {
    paths = new TreeMap<>(paths);
  }

  /**
   * Learns from the windows of the pool's forwarders.
   *
   * @param expected the paths that there are; others are forgotten, and those without a window have
   *     missed one
   */
  public Estimates next(Collection<PathName> expected, Collection<Window> windows) {
    Map<PathName, PathEstimate> next = new TreeMap<>();
    for (PathName name : expected) {
      next.put(name, of(name).missed());
    }
    for (Window window : windows) {
      window
          .paths()
          .forEach((name, path) -> next.computeIfPresent(name, (n, known) -> of(n).next(path)));
    }
    return new Estimates(next);
  }

  /** What is known of a path, which may be nothing. */
  public PathEstimate of(PathName name) {
    return paths.getOrDefault(name, PathEstimate.UNKNOWN);
  }

  /** The paths of which nothing is known, or nothing fresh; in order. */
  public List<PathName> missing() {
    return paths.entrySet().stream()
        .filter(entry -> entry.getValue().isStale() || !entry.getValue().demand().isKnown())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The paths whose cost changed since earlier, and that was confirmed; in order. */
  public Set<PathName> costChangesSince(Estimates earlier) {
    Set<PathName> changed = new TreeSet<>();
    paths.forEach(
        (name, estimate) -> {
          if (estimate.cost().cycles().changes() > earlier.of(name).cost().cycles().changes()) {
            changed.add(name);
          }
        });
    return changed;
  }
}
