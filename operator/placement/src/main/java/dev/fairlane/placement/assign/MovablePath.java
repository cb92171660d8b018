package dev.fairlane.placement.assign;

import dev.fairlane.placement.fairness.PathLoad;
import java.util.Comparator;
import java.util.OptionalInt;

/**
 * A path that needs a worker.
 *
 * @param load what it brings
 * @param present index of the worker that it runs on; empty when it has none
 * @param fixed whether it must stay there: it is pinned or quarantined
 */
public record MovablePath(PathLoad load, OptionalInt present, boolean fixed) {

  static final Comparator<MovablePath> BY_NAME =
      Comparator.comparing((MovablePath path) -> path.load().router())
          .thenComparing(path -> path.load().path());

  public MovablePath {
    if (fixed && present.isEmpty()) {
      throw new IllegalArgumentException(
          "path %s/%s is fixed, and must have a present worker"
              .formatted(load.router(), load.path()));
    }
  }
}
