package dev.fairlane.testsupport.forwarder;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Checks one router of a config by itself. */
final class RouterCheck {

  private static final Set<String> FIELDS =
      Set.of("uid", "generation", "name", "release", "interfaces", "forwarding", "paths", "shares");
  private static final Set<String> INTERFACE_FIELDS =
      Set.of("name", "device", "mac", "vlan", "mtu", "addresses");

  private RouterCheck() {}

  static void check(JsonNode router, String path, FakeTopology topology, List<Problem> problems) {
    Fields.requireKnown(router, FIELDS, path, problems);
    Fields.requireText(router, "name", path, problems);
    int index = 0;
    for (JsonNode port : router.path("interfaces")) {
      Fields.requireKnown(port, INTERFACE_FIELDS, path + ".interfaces[" + index++ + "]", problems);
    }
    JsonNode forwarding = router.path("forwarding");
    Fields.requireKnown(
        forwarding, Set.of("bridge", "ipRouter", "click"), path + ".forwarding", problems);
    if (forwarding.size() != 1) {
      problems.add(
          new Problem(path + ".forwarding", "must be exactly one of ipRouter, bridge and click"));
    }
    checkPaths(router, path, topology, problems);
    checkShares(router, path, problems);
  }

  private static void checkPaths(
      JsonNode router, String path, FakeTopology topology, List<Problem> problems) {
    Set<String> interfaces = Fields.texts(router.path("interfaces"), "name");
    if (!interfaces.equals(Fields.texts(router.path("paths"), "interface"))
        || interfaces.size() != router.path("paths").size()) {
      problems.add(new Problem(path + ".paths", "must be one for each interface"));
    }
    int index = 0;
    for (JsonNode each : router.path("paths")) {
      if (!topology.hasWorker(each.path("worker").asInt(-1))) {
        problems.add(
            new Problem(
                path + ".paths[" + index + "].worker",
                "must be 0 to " + (topology.cpus().size() - 1)));
      }
      index++;
    }
  }

  private static void checkShares(JsonNode router, String path, List<Problem> problems) {
    Set<Integer> ofPaths = new TreeSet<>();
    router.path("paths").forEach(each -> ofPaths.add(each.path("worker").asInt()));
    Set<Integer> ofShares = new TreeSet<>();
    int index = 0;
    for (JsonNode share : router.path("shares")) {
      ofShares.add(share.path("worker").asInt());
      String at = path + ".shares[" + index++ + "]";
      Fields.requireKnown(share, Set.of("worker", "sharePpm", "limitPpm"), at, problems);
      Fields.requireInteger(share, "sharePpm", 1, 1_000_000, at, problems);
      if (share.has("limitPpm")) {
        Fields.requireInteger(share, "limitPpm", 1, 1_000_000, at, problems);
      }
    }
    if (!ofPaths.equals(ofShares)) {
      problems.add(new Problem(path + ".shares", "must be one for each worker with a path"));
    }
  }
}
