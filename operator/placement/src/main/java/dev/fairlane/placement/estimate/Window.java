package dev.fairlane.placement.estimate;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What happened between two readings of a forwarder.
 *
 * @param seconds its length; 0 when it tells nothing
 * @param workers by index
 * @param paths by name, in order
 * @param gaps what it does not tell, in the order of the reading
 */
public record Window(
    double seconds,
    Map<Integer, WorkerWindow> workers,
    Map<PathName, PathWindow> paths,
    List<Gap> gaps) {

  public Window {
    workers = new TreeMap<>(workers);
    paths = new TreeMap<>(paths);
    gaps = List.copyOf(gaps);
  }

  static Window nothing(Gap.Reason reason) {
    return new Window(0, Map.of(), Map.of(), List.of(Gap.report(reason)));
  }

  /**
   * The same window, but it tells nothing of the paths of some routers.
   *
   * @param routers their names
   */
  public Window withoutPathsOf(Set<String> routers) {
    Map<PathName, PathWindow> kept = new TreeMap<>(paths);
    kept.keySet().removeIf(path -> routers.contains(path.router()));
    return new Window(seconds, workers, kept, gaps);
  }
}
