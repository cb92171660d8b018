package dev.fairlane.testsupport.forwarder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The counters of one boot: they follow the traffic that the test describes and the time that
 * passes. A worker that has not enough time for its paths divides it by their routers' shares. Not
 * safe for several threads.
 */
final class Meter {

  private static final long TSC_HZ = 1_000_000_000L;

  private final String bootId = UUID.randomUUID().toString();
  private final long bootNanos = System.nanoTime();
  private final double[] busyCycles;
  private final Map<String, Map<String, Traffic>> traffic = new HashMap<>();
  private final Map<String, Map<String, PathCounters>> counters = new HashMap<>();
  private long lastNanos;

  Meter(int workers) {
    busyCycles = new double[workers];
  }

  /** The same traffic meets a new boot. */
  Meter afterRestart() {
    Meter next = new Meter(busyCycles.length);
    next.traffic.putAll(traffic);
    return next;
  }

  void traffic(String router, String interfaceName, Traffic arriving) {
    traffic.computeIfAbsent(router, name -> new HashMap<>()).put(interfaceName, arriving);
  }

  /** Counts what arrived since the last call, with the paths where they were. */
  void advance(Collection<JsonNode> routers) {
    long nanos = System.nanoTime() - bootNanos;
    double seconds = (nanos - lastNanos) / 1e9;
    lastNanos = nanos;
    Supply supply =
        new Supply(routers, (router, path) -> trafficOf(router, path).cyclesPerSecond() / TSC_HZ);
    for (JsonNode router : routers) {
      Inputs inputs = new Inputs(router);
      for (JsonNode path : router.path("paths")) {
        Traffic arriving = trafficOf(router, path);
        double part = supply.partOf(router, path);
        String name = path.path("interface").asText();
        String first = inputs.firstOf(name);
        if (!first.equals(name)) {
          countersOf(router, name).receive(arriving, part, seconds);
        }
        busyCycles[path.path("worker").asInt()] +=
            first.equals(name)
                ? countersOf(router, name).add(arriving, part, seconds)
                : countersOf(router, first).carry(arriving, part, seconds);
      }
    }
  }

  void forgetAllBut(Set<String> uids) {
    counters.keySet().retainAll(uids);
  }

  ObjectNode report(
      FakeTopology topology,
      Collection<JsonNode> routers,
      boolean starting,
      Quarantines quarantines) {
    advance(routers);
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    report.put("bootId", bootId).put("monotonicNanos", lastNanos).put("tscHz", TSC_HZ);
    ArrayNode workers = report.putArray("workers");
    for (int index = 0; index < busyCycles.length; index++) {
      addWorker(workers.addObject(), index, topology.cpus().get(index));
    }
    ArrayNode reported = report.putArray("routers");
    for (JsonNode router : routers) {
      addRouter(reported.addObject(), topology, router, starting);
      reported
          .path(reported.size() - 1)
          .path("paths")
          .forEach(path -> quarantines.write((ObjectNode) path, router));
    }
    return report;
  }

  private void addWorker(ObjectNode worker, int index, int cpu) {
    long busy = (long) busyCycles[index];
    // Never busier than time has passed, but for rounding.
    long elapsed = Math.max(lastNanos, busy);
    worker.put("index", index).put("cpu", cpu).put("elapsedCycles", elapsed);
    worker.put("busyCycles", busy).put("idleCycles", elapsed - busy);
    worker.put("overheadCycles", 0).put("stolenCycles", 0);
  }

  private void addRouter(
      ObjectNode node, FakeTopology topology, JsonNode router, boolean starting) {
    node.set("uid", router.path("uid"));
    node.set("generation", router.path("generation"));
    if (router.has("release")) {
      node.set("release", router.get("release"));
    }
    node.set("name", router.path("name"));
    ArrayNode interfaces = node.putArray("interfaces");
    for (JsonNode port : router.path("interfaces")) {
      FakeDevice device = topology.device(port.path("device").asText());
      ObjectNode reported = interfaces.addObject();
      reported.set("name", port.path("name"));
      reported.put("device", device.name());
      reported.put("mac", port.path("mac").asText(device.mac()));
      reported.put("hardwareClassified", !port.has("mac"));
      reported.put("mtu", port.path("mtu").asInt(device.mtu()));
    }
    ArrayNode paths = node.putArray("paths");
    Inputs inputs = new Inputs(router);
    for (JsonNode path : router.path("paths")) {
      String name = path.path("interface").asText();
      String first = inputs.firstOf(name);
      ObjectNode reported = paths.addObject();
      reported.set("interface", path.path("interface"));
      reported.set("worker", path.path("worker"));
      reported.put("state", starting ? "Starting" : "Forwarding");
      countersOf(router, name).write(reported, trafficOf(router, path));
      if (!first.equals(name)) {
        reported.put("inputOf", first);
      }
    }
    node.putObject("buffers").put("total", 1024).put("inUse", 0);
  }

  private Traffic trafficOf(JsonNode router, JsonNode path) {
    return traffic
        .getOrDefault(router.path("name").asText(), Map.of())
        .getOrDefault(path.path("interface").asText(), Traffic.NONE);
  }

  private PathCounters countersOf(JsonNode router, String interfaceName) {
    return counters
        .computeIfAbsent(router.path("uid").asText(), uid -> new HashMap<>())
        .computeIfAbsent(interfaceName, name -> new PathCounters());
  }
}
