package dev.fairlane.testsupport.forwarder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a fake forwarder was told and how it answers. All methods may be called by any thread. */
final class ForwarderState {

  private final FakeTopology topology;
  private final Map<String, Problem> refusals = new LinkedHashMap<>();
  private final List<JsonNode> received = new ArrayList<>();
  private final Map<String, JsonNode> routers = new LinkedHashMap<>();
  private Quarantines quarantines = new Quarantines();
  private JsonNode applied;
  private Meter meter;
  private boolean starting;

  ForwarderState(FakeTopology topology) {
    this.topology = topology;
    this.meter = new Meter(topology.cpus().size());
  }

  synchronized Answer put(JsonNode config) {
    received.add(config);
    if (isOlder(config)) {
      return new Answer(409, Map.of("generation", applied.path("generation").asLong()));
    }
    List<Problem> problems =
        new ArrayList<>(ConfigCheck.problems(config, topology, routers.keySet()));
    problems.addAll(scripted(config));
    if (!problems.isEmpty()) {
      return new Answer(422, Map.of("problems", problems));
    }
    apply(config);
    return new Answer(200, Map.of("generation", applied.path("generation").asLong()));
  }

  private boolean isOlder(JsonNode config) {
    return applied != null
        && applied.path("forwarderUid").equals(config.path("forwarderUid"))
        && config.path("generation").asLong() < applied.path("generation").asLong();
  }

  private List<Problem> scripted(JsonNode config) {
    List<Problem> problems = new ArrayList<>();
    int index = 0;
    for (JsonNode router : config.path("routers")) {
      Problem refusal = refusals.get(router.path("name").asText());
      if (refusal != null) {
        problems.add(new Problem("routers[" + index + "]." + refusal.path(), refusal.reason()));
      }
      index++;
    }
    return problems;
  }

  private void apply(JsonNode config) {
    meter.advance(routers.values());
    Map<String, JsonNode> wanted = new LinkedHashMap<>();
    for (JsonNode router : config.path("routers")) {
      String uid = router.path("uid").asText();
      wanted.put(uid, router.path("keep").asBoolean() ? routers.get(uid) : router);
    }
    routers.clear();
    routers.putAll(wanted);
    meter.forgetAllBut(routers.keySet());
    applied = config;
  }

  synchronized Answer config() {
    return applied == null
        ? new Answer(404, Map.of("problems", List.of(new Problem("", "nothing was applied yet"))))
        : new Answer(200, applied);
  }

  synchronized Answer report() {
    ObjectNode report = meter.report(topology, routers.values(), starting, quarantines);
    report.put("forwarderUid", applied == null ? "" : applied.path("forwarderUid").asText());
    report.put("generation", applied == null ? 0 : applied.path("generation").asLong());
    return new Answer(200, report);
  }

  Answer topology() {
    return new Answer(200, TopologyDocument.of(topology));
  }

  synchronized void traffic(String router, String interfaceName, Traffic traffic) {
    meter.advance(routers.values());
    meter.traffic(router, interfaceName, traffic);
  }

  synchronized void refuse(String router, Problem refusal) {
    refusals.put(router, refusal);
  }

  synchronized void accept(String router) {
    refusals.remove(router);
  }

  synchronized void quarantine(String router, String interfaceName) {
    routers.values().stream()
        .filter(each -> each.path("name").asText().equals(router))
        .forEach(each -> quarantines.add(each, interfaceName));
  }

  synchronized void starting(boolean value) {
    starting = value;
  }

  /** A new boot: counters start again; the last good config is applied, or lost with the pod. */
  synchronized void restart(boolean keepConfig) {
    meter = meter.afterRestart();
    quarantines = new Quarantines();
    if (!keepConfig) {
      applied = null;
      routers.clear();
    }
  }

  synchronized List<JsonNode> received() {
    return List.copyOf(received);
  }

  synchronized Optional<JsonNode> applied() {
    return Optional.ofNullable(applied);
  }
}
