package dev.fairlane.placement.fairness;

import java.util.OptionalDouble;

/**
 * How often a router had what was due. Counted up by the forwarder and never reset while it lives,
 * so that a lost report loses nothing.
 *
 * @param backlogged windows of 10 s in which the router was backlogged
 * @param compliant those of them in which it received at least 95 % of what was due
 */
public record Compliance(long backlogged, long compliant) {

  /** The part of what is due that has to be received. */
  private static final double SUFFICIENT = 0.95;

  public Compliance {
    if (compliant < 0 || compliant > backlogged) {
      throw new IllegalArgumentException(
          "%d compliant windows of %d backlogged ones: must be 0 to that many"
              .formatted(compliant, backlogged));
    }
  }

  /** Counts one more window. */
  public Compliance plus(boolean wasBacklogged, double receivedCores, double dueCores) {
    if (!wasBacklogged) {
      return this;
    }
    boolean sufficient = receivedCores >= SUFFICIENT * dueCores;
    return new Compliance(backlogged + 1, compliant + (sufficient ? 1 : 0));
  }

  /**
   * The compliant fraction of the windows since an earlier count; nothing when the router was never
   * backlogged in between, or when the counters started anew.
   */
  public OptionalDouble since(Compliance earlier) {
    long windows = backlogged - earlier.backlogged;
    long good = compliant - earlier.compliant;
    boolean restarted = windows < 0 || good < 0 || good > windows;
    return windows == 0 || restarted
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) good / windows);
  }
}
