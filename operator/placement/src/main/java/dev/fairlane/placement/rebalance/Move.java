package dev.fairlane.placement.rebalance;

import dev.fairlane.placement.estimate.PathName;

/**
 * A path goes to another worker of its forwarder.
 *
 * @param path which one
 * @param forwarder its forwarder
 * @param from index of the worker that it leaves
 * @param to index of the worker that it goes to
 */
public record Move(PathName path, String forwarder, int from, int to) {

  @Override
  public String toString() {
    return "%s from worker %d to %d of %s".formatted(path, from, to, forwarder);
  }
}
