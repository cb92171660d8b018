package dev.fairlane.operator.figures;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** What one router did over the window. */
public record RouterFigures(List<PathFigures> paths) {

  public RouterFigures {
    paths = List.copyOf(paths);
  }

  public Optional<PathFigures> path(String interfaceName) {
    return paths.stream().filter(path -> path.interfaceName().equals(interfaceName)).findFirst();
  }

  /** In cores, summed over the paths. */
  public double receivedCores() {
    return paths.stream().mapToDouble(PathFigures::receivedCores).sum();
  }

  public double packetsPerSecond() {
    return paths.stream().mapToDouble(PathFigures::packetsPerSecond).sum();
  }

  /**
   * Mean over the paths, weighted by their rates, or evenly while there is no traffic; absent
   * before any packet.
   */
  public OptionalDouble costCyclesPerPacket() {
    double rate = 0;
    double cycles = 0;
    for (PathFigures path : paths) {
      if (path.costCyclesPerPacket().isPresent()) {
        rate += path.packetsPerSecond();
        cycles += path.packetsPerSecond() * path.costCyclesPerPacket().getAsDouble();
      }
    }
    return rate > 0 ? OptionalDouble.of(cycles / rate) : evenMean();
  }

  public boolean isBackloggedSomewhere() {
    return paths.stream().anyMatch(PathFigures::backlogged);
  }

  public boolean isBackloggedEverywhere() {
    return !paths.isEmpty() && paths.stream().allMatch(PathFigures::backlogged);
  }

  private OptionalDouble evenMean() {
    return paths.stream()
        .filter(path -> path.costCyclesPerPacket().isPresent())
        .mapToDouble(path -> path.costCyclesPerPacket().getAsDouble())
        .average();
  }
}
