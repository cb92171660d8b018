package dev.fairlane.kubectl.top;

import dev.fairlane.kubectl.figures.PathFigures;
import java.util.List;

/** What a router did, summed over its paths; null means not known. */
record RouterFigures(
    Double receivedCores,
    Double packetsPerSecond,
    Double dropsPerSecond,
    Double costCyclesPerPacket,
    FigureSource source) {

  static final RouterFigures NONE = new RouterFigures(null, null, null, null, FigureSource.NONE);

  static RouterFigures live(List<PathFigures> paths, double windowSeconds) {
    return new RouterFigures(
        Rounded.cores(paths.stream().mapToDouble(PathFigures::receivedCores).sum()),
        Rounded.whole(paths.stream().mapToDouble(PathFigures::packetsPerSecond).sum()),
        Rounded.whole(paths.stream().mapToDouble(PathFigures::dropsPerSecond).sum()),
        cost(paths),
        FigureSource.live(windowSeconds));
  }

  /** Mean over the paths, weighted by their rates, or evenly while there is no traffic. */
  private static Double cost(List<PathFigures> paths) {
    List<PathFigures> costly =
        paths.stream().filter(path -> path.costCyclesPerPacket().isPresent()).toList();
    if (costly.isEmpty()) {
      return null;
    }
    double rate = costly.stream().mapToDouble(PathFigures::packetsPerSecond).sum();
    double sum = 0;
    for (PathFigures path : costly) {
      double part = rate > 0 ? path.packetsPerSecond() / rate : 1.0 / costly.size();
      sum += part * path.costCyclesPerPacket().getAsDouble();
    }
    return Rounded.whole(sum);
  }
}
