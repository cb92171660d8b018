package dev.fairlane.placement.estimate;

import java.util.Comparator;

/**
 * Names a path in the pool.
 *
 * @param router the router that it belongs to
 * @param path its name, unique in the router
 */
public record PathName(String router, String path) implements Comparable<PathName> {

  private static final Comparator<PathName> ORDER =
      Comparator.comparing(PathName::router).thenComparing(PathName::path);

  @Override
  public int compareTo(PathName other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return router + "/" + path;
  }
}
