package dev.fairlane.testsupport.forwarder;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks a config as the reference of the control interface has it, as far as names, references and
 * counts go.
 */
final class ConfigCheck {

  private static final Set<String> FIELDS =
      Set.of("forwarderUid", "generation", "buffersPerRouter", "scheduler", "devices", "routers");
  private static final List<String> POLICIES = List.of("Cpu", "Packets", "Memory", "Dominant");
  private static final int MOST_PROBLEMS = 100;

  private final FakeTopology topology;
  private final Set<String> appliedUids;
  private final List<Problem> problems = new ArrayList<>();
  private final Set<String> devices = new HashSet<>();
  private final Set<String> sharedDevices = new HashSet<>();
  private final Set<String> usedDevices = new HashSet<>();
  private final Set<String> uids = new HashSet<>();

  private ConfigCheck(FakeTopology topology, Set<String> appliedUids) {
    this.topology = topology;
    this.appliedUids = appliedUids;
  }

  /**
   * @param appliedUids the routers that are applied, which may be kept
   * @return what is wrong, at most 100; empty when it can be applied
   */
  static List<Problem> problems(JsonNode config, FakeTopology topology, Set<String> appliedUids) {
    ConfigCheck check = new ConfigCheck(topology, appliedUids);
    check.check(config);
    return check.problems.stream().limit(MOST_PROBLEMS).toList();
  }

  private void check(JsonNode config) {
    Fields.requireKnown(config, FIELDS, "", problems);
    Fields.requireText(config, "forwarderUid", "", problems);
    Fields.requireInteger(config, "generation", 1, Long.MAX_VALUE, "", problems);
    Fields.requireInteger(config, "buffersPerRouter", 512, 65536, "", problems);
    checkScheduler(config.path("scheduler"));
    int index = 0;
    for (JsonNode device : config.path("devices")) {
      checkDevice(device, "devices[" + index++ + "]");
    }
    index = 0;
    for (JsonNode router : config.path("routers")) {
      checkRouter(router, "routers[" + index++ + "]");
    }
  }

  private void checkScheduler(JsonNode scheduler) {
    if (scheduler.isMissingNode()) {
      return;
    }
    Fields.requireKnown(scheduler, Set.of("policy", "sampleEvery"), "scheduler", problems);
    Fields.requireInteger(scheduler, "sampleEvery", 1, 1000, "scheduler", problems);
    if (!POLICIES.contains(scheduler.path("policy").asText())) {
      problems.add(new Problem("scheduler.policy", "must be one of " + POLICIES));
    }
  }

  private void checkDevice(JsonNode device, String path) {
    Fields.requireKnown(
        device, Set.of("name", "kind", "classification", "classifierWorker"), path, problems);
    String name = device.path("name").asText();
    if (device.has("classification")) {
      sharedDevices.add(name);
      int last = topology.cpus().size() - 1;
      Fields.requireInteger(device, "classifierWorker", 0, last, path, problems);
    }
    if (!devices.add(name)) {
      problems.add(new Problem(path + ".name", name + " is there twice"));
    }
    if (!topology.hasDevice(name)) {
      problems.add(new Problem(path + ".name", "the pod has no device " + name));
    }
  }

  private void checkRouter(JsonNode router, String path) {
    String uid = router.path("uid").asText();
    Fields.requireInteger(router, "generation", 1, Long.MAX_VALUE, path, problems);
    if (uid.isEmpty() || !uids.add(uid)) {
      problems.add(new Problem(path + ".uid", "must be there and unique"));
    }
    if (router.path("keep").asBoolean()) {
      Fields.requireKnown(router, Set.of("uid", "generation", "keep"), path, problems);
      if (!appliedUids.contains(uid)) {
        problems.add(new Problem(path + ".keep", "nothing is applied for " + uid));
      }
      return;
    }
    RouterCheck.check(router, path, topology, problems);
    int index = 0;
    for (JsonNode port : router.path("interfaces")) {
      checkDeviceOf(port, path + ".interfaces[" + index++ + "]");
    }
  }

  private void checkDeviceOf(JsonNode port, String path) {
    String device = port.path("device").asText();
    if (!devices.contains(device)) {
      problems.add(new Problem(path + ".device", device + " is not one of devices"));
    } else if (sharedDevices.contains(device)) {
      Fields.requireText(port, "mac", path, problems);
      if (!usedDevices.add(device + " " + port.path("mac") + " " + port.path("vlan"))) {
        problems.add(
            new Problem(path + ".mac", "another interface of " + device + " has the same"));
      }
    } else if (port.has("mac") || port.has("vlan") || !usedDevices.add(device)) {
      problems.add(
          new Problem(path + ".device", device + " is used by another interface, or not shared"));
    }
  }
}
