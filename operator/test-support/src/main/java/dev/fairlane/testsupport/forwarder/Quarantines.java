package dev.fairlane.testsupport.forwarder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;

/**
 * The paths that are quarantined: each until its router is applied with another generation or
 * another release. Not safe for several threads.
 */
final class Quarantines {

  private record Key(String uid, long generation, String release, String interfaceName) {}

  private final Set<Key> quarantined = new HashSet<>();

  void add(JsonNode router, String interfaceName) {
    quarantined.add(key(router, interfaceName));
  }

  /** Says what the report says of a path. */
  void write(ObjectNode reported, JsonNode router) {
    if (!quarantined.contains(key(router, reported.path("interface").asText()))) {
      return;
    }
    reported.put("state", "Quarantined");
    reported
        .putObject("quarantine")
        .put("reason", "DispatchTooLong")
        .put("element", "bridge_cross")
        .put("cycles", 50_000_000)
        .put("packets", 1)
        .put("packetHeader", "0200000000a00200");
  }

  private static Key key(JsonNode router, String interfaceName) {
    return new Key(
        router.path("uid").asText(),
        router.path("generation").asLong(),
        router.path("release").asText(),
        interfaceName);
  }
}
