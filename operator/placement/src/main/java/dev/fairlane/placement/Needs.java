package dev.fairlane.placement;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The devices that a router needs.
 *
 * @param byNetwork how many of each network, ordered by its name
 */
record Needs(Map<String, Long> byNetwork) {

  static Needs of(RouterRequest router) {
    return new Needs(
        router.interfaces().stream()
            .collect(
                Collectors.groupingBy(
                    InterfaceRequest::network, TreeMap::new, Collectors.counting())));
  }

  /** Whether a forwarder has them free. */
  boolean fit(Occupancy occupancy) {
    return byNetwork.entrySet().stream()
        .allMatch(need -> occupancy.freePlaces(need.getKey()) >= need.getValue());
  }

  /** For people: {@code 1 of customers, 2 of uplink}. */
  String describe() {
    return byNetwork.entrySet().stream()
        .map(need -> need.getValue() + " of " + need.getKey())
        .collect(Collectors.joining(", "));
  }
}
