package dev.fairlane.placement;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says why a router fits nowhere. */
final class Refusal {

  private Refusal() {}

  /**
   * @param open the forwarders that take new routers, none of which can take this one
   */
  static Unplaced of(RouterRequest router, List<Occupancy> open) {
    if (open.isEmpty()) {
      return new Unplaced(
          router.uid(),
          UnplacedReason.NO_FORWARDER,
          "no forwarder of the pool has told its workers yet");
    }
    Needs needs = Needs.of(router);
    return missingNetwork(router, needs, open)
        .or(() -> scarceNetwork(router, needs, open))
        .orElseGet(
            () ->
                new Unplaced(
                    router.uid(),
                    UnplacedReason.INSUFFICIENT_ATTACHMENTS,
                    "no forwarder has all of the free attachments that the router needs: "
                        + needs.describe()));
  }

  private static Optional<Unplaced> missingNetwork(
      RouterRequest router, Needs needs, List<Occupancy> open) {
    return needs.byNetwork().keySet().stream()
        .filter(network -> open.stream().allMatch(occupancy -> occupancy.count(network) == 0))
        .map(
            network ->
                new Unplaced(
                    router.uid(),
                    UnplacedReason.NETWORK_NOT_FOUND,
                    "no forwarder has an attachment of network " + network))
        .findFirst();
  }

  private static Optional<Unplaced> scarceNetwork(
      RouterRequest router, Needs needs, List<Occupancy> open) {
    for (Map.Entry<String, Long> need : needs.byNetwork().entrySet()) {
      int most =
          open.stream().mapToInt(occupancy -> occupancy.freePlaces(need.getKey())).max().orElse(0);
      if (most < need.getValue()) {
        String message =
            "the router needs %d attachments of network %s, and no forwarder has more than %d free"
                .formatted(need.getValue(), need.getKey(), most);
        return Optional.of(
            new Unplaced(router.uid(), UnplacedReason.INSUFFICIENT_ATTACHMENTS, message));
      }
    }
    return Optional.empty();
  }
}
