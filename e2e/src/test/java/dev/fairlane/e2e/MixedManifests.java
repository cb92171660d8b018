package dev.fairlane.e2e;

import java.util.List;

/**
 * Routers of one path with Click graphs of several kinds, which all burn cycles for each packet.
 */
final class MixedManifests {

  private static final List<String> GRAPHS =
      List.of(
          "FromDevice(in) -> Burn(%d) -> Discard;",
          "FromDevice(in) -> Counter -> Paint(1) -> Burn(%d) -> Discard;",
          "FromDevice(in) -> Strip(14) -> CheckIPHeader -> DecIPTTL -> Burn(%d) -> Discard;",
          "FromDevice(in) -> Queue(1024) -> Unqueue -> Burn(%d) -> Discard;");

  private MixedManifests() {}

  /** A router that is offered more than it can carry. */
  static String hog(RouterId id, String pool, int weight, String maxCores) {
    String ceiling = maxCores.isEmpty() ? "" : ", maxCores: " + maxCores;
    return SharedPoolManifests.click(
        id,
        pool,
        "flood",
        "{weight: %d%s}".formatted(weight, ceiling),
        "FromDevice(in) -> Burn(2000) -> Discard;");
  }

  /**
   * A router that is offered a steady load.
   *
   * @param number decides the kind of graph
   * @param burnCycles TSC cycles a packet
   */
  static String steady(RouterId id, String pool, int number, int weight, int burnCycles) {
    String graph = GRAPHS.get(number % GRAPHS.size()).formatted(burnCycles);
    return SharedPoolManifests.click(id, pool, "steady", "{weight: %d}".formatted(weight), graph);
  }
}
