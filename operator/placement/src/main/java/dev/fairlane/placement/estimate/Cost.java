package dev.fairlane.placement.estimate;

import java.util.OptionalDouble;

/**
 * What a packet of a path costs: a robust estimate in cycles with its spread. Windows in which much
 * was stolen, or with few packets, tell nothing.
 *
 * @param cycles the costs of the last windows
 */
public record Cost(Series cycles) {

  /** A change of at least a tenth, three windows in a row. */
  private static final Series.Rule RULE = new Series.Rule(0.1, 1, 3);

  public static final Cost UNKNOWN = new Cost(Series.empty(RULE));

  private static final double MOST_STOLEN = 0.05;
  private static final long LEAST_PACKETS = 100;

  Cost next(PathWindow window) {
    boolean telling = window.packets() >= LEAST_PACKETS && window.stolenFraction() <= MOST_STOLEN;
    return telling ? new Cost(cycles.next(window.costCyclesPerPacket().orElseThrow())) : this;
  }

  /** The estimate; empty before the first window that tells it. */
  public OptionalDouble cyclesPerPacket() {
    return cycles.size() == 0 ? OptionalDouble.empty() : OptionalDouble.of(cycles.median());
  }

  /** A robust standard deviation of single windows. */
  public double spreadCycles() {
    return cycles.spread();
  }
}
