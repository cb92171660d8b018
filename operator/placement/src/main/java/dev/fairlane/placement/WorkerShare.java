package dev.fairlane.placement;

import java.util.OptionalInt;

/**
 * A router's part of a worker.
 *
 * @param worker index of the forwarder's worker
 * @param sharePpm in millionths of the worker, 1 to 1000000
 * @param limitPpm the most that it gets even when nobody else wants it, likewise; empty for no
 *     limit
 */
public record WorkerShare(int worker, int sharePpm, OptionalInt limitPpm) {

  /** A part without a limit. */
  public WorkerShare(int worker, int sharePpm) {
    this(worker, sharePpm, OptionalInt.empty());
  }
}
