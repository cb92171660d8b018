package dev.fairlane.placement.estimate;

/**
 * A path's counters since it was first applied in its forwarder's boot.
 *
 * @param name the path
 * @param worker index of the worker that it runs on
 * @param busyCycles TSC cycles of its dispatches that found work
 * @param dispatches its dispatches that found work
 * @param backloggedDispatches those of them whose input gave a full burst
 * @param receivedPackets packets that it took in
 * @param missedPackets packets that its input lost before it could take them in; 0 where the input
 *     does not know
 */
public record PathCounters(
    PathName name,
    int worker,
    long busyCycles,
    long dispatches,
    long backloggedDispatches,
    long receivedPackets,
    long missedPackets) {

  /** Those of a path whose input lost nothing. */
  public PathCounters(
      PathName name,
      int worker,
      long busyCycles,
      long dispatches,
      long backloggedDispatches,
      long receivedPackets) {
    this(name, worker, busyCycles, dispatches, backloggedDispatches, receivedPackets, 0);
  }
}
