package dev.fairlane.placement;

import java.util.List;
import java.util.stream.Stream;

/**
 * The place of every router that wants one.
 *
 * @param placements ordered by the routers' names
 * @param unplaced the routers without a place, ordered by their names
 * @param moves paths of the present assignment that go to another worker or forwarder
 */
public record Plan(List<Placement> placements, List<Unplaced> unplaced, int moves) {

  public Plan {
    placements = List.copyOf(placements);
    unplaced = List.copyOf(unplaced);
  }

  /** The routers of one forwarder, ordered by their names. */
  public Stream<Placement> on(String forwarder) {
    return placements.stream()
        .filter(placement -> placement.assignment().forwarder().equals(forwarder));
  }

  /** All assignments, ordered by the routers' names. */
  public List<Assignment> assignments() {
    return placements.stream().map(Placement::assignment).toList();
  }
}
