package dev.fairlane.operator.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.operator.control.Report;
import dev.fairlane.operator.control.Topology;
import dev.fairlane.operator.decide.Evaluation;
import dev.fairlane.operator.decide.Plan;
import dev.fairlane.operator.decide.RebalanceDecision;
import dev.fairlane.operator.model.Contact;
import dev.fairlane.operator.model.ObservedForwarder;
import dev.fairlane.operator.model.ObservedNode;
import dev.fairlane.operator.model.PoolForecast;
import dev.fairlane.operator.model.PoolSnapshot;
import dev.fairlane.operator.model.Samples;
import dev.fairlane.testsupport.snapshot.CrowdedPool;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The operator decides of a recorded pool what {@code kubectl fairlane plan} shows of it. */
class RecordedPlanTest {

  private static final double ROUNDED = 0.005;

  private final ObjectMapper mapper = new ObjectMapper();
  private final JsonNode shown = tree(CrowdedPool.decision());

  @Test
  void decidesWhatThePluginShows() {
    Ticked ticked = secondTick();
    RebalanceDecision decision = ticked.step().decision();

    assertThat(decision.planId())
        .as(decision.toString())
        .isNotEmpty()
        .isEqualTo(shown.path("id").asText());
    assertThat(decision.acts()).isTrue();
    assertThat(shown.path("verdict").asText()).isEqualTo("Move");
    assertThat(decision.message()).isEqualTo(shown.path("message").asText());
    assertThat(moves(decision)).isEqualTo(shownMoves());
    assertIs(decision.present(), shown.path("before"));
    assertIs(decision.predicted(), shown.path("predicted"));
    for (JsonNode router : shown.path("routers")) {
      String uid = router.path("router").asText().split("/")[1] + "-uid";
      assertIs(ticked.plan().entitledCores().get(uid), router.path("entitledCores"));
      assertIs(decision.dueCores().get(uid), router.path("dueCores"));
      assertIs(decision.achievableCores().get(uid), router.path("achievableCores"));
    }
    assertThat(shown.path("routers")).hasSameSizeAs(decision.dueCores().keySet());
  }

  /** A tick, and the present plan that it judged. */
  private record Ticked(RebalanceStep step, Plan plan) {}

  /**
   * Figures are differences: the first report tells nothing by itself. The pool was off then, so
   * that the paths are still where the recording has them.
   */
  private Ticked secondTick() {
    JsonNode reports = tree(CrowdedPool.reports());
    RebalanceState state = RebalanceState.NEW;
    Ticked last = null;
    for (int tick = 0; tick < 2; tick++) {
      Evaluation evaluation =
          Evaluation.of(snapshot(reports.get(tick), tick == 0 ? "Off" : "Auto"), Samples.graphs());
      Plan plan = new PlacementPlanner().plan(evaluation);
      last = new Ticked(RebalancePlanner.step(evaluation, plan, state, tick * 10L), plan);
      state = last.step().next();
    }
    return last;
  }

  private PoolSnapshot snapshot(JsonNode report, String mode) {
    JsonNode recorded = tree(CrowdedPool.snapshot());
    Forwarder forwarder = object(recorded.path("forwarders").get(0), Forwarder.class);
    ObjectNode pool = (ObjectNode) recorded.path("pools").get(0);
    pool.withObject("/spec/rebalance").put("mode", mode);
    Instant time = Instant.parse(recorded.path("time").asText());
    Contact contact =
        Contact.NONE.answered(mapper.convertValue(report, Report.class), topology(forwarder), time);
    List<VirtualRouter> routers = new ArrayList<>();
    recorded.path("routers").forEach(each -> routers.add(object(each, VirtualRouter.class)));
    return new PoolSnapshot(
        time,
        object(pool, ForwarderPool.class),
        List.of(new ObservedNode("a", true, true)),
        List.of(new ObservedForwarder(forwarder, contact, true)),
        routers,
        Map.of("tenant-a", Map.of("tenant", "a"), "tenant-b", Map.of("tenant", "b")),
        Map.of());
  }

  private static Topology topology(Forwarder forwarder) {
    return new Topology(
        forwarder.getStatus().workers().stream()
            .map(each -> new Topology.Worker(each.index(), each.cpu(), 0, each.cacheDomain()))
            .toList(),
        1,
        "Exclusive",
        List.of(1, 2, 3),
        true,
        forwarder.getSpec().devices().stream()
            .map(
                each ->
                    new Topology.Device(
                        each.name(), "Kernel", "02:00:00:00:00:01", 1500, null, null, null))
            .toList());
  }

  private static List<List<Object>> moves(RebalanceDecision decision) {
    return decision.moves().stream()
        .map(
            move ->
                List.<Object>of(
                    move.router(), move.interfaceName(), move.forwarder(), move.from(), move.to()))
        .toList();
  }

  private List<List<Object>> shownMoves() {
    List<List<Object>> moves = new ArrayList<>();
    for (JsonNode move : shown.path("moves")) {
      moves.add(
          List.of(
              move.path("router").asText(),
              move.path("path").asText(),
              move.path("forwarder").asText(),
              move.path("from").asInt(),
              move.path("to").asInt()));
    }
    return moves;
  }

  private static void assertIs(PoolForecast forecast, JsonNode figures) {
    assertIs(forecast.largestShortfallCores(), figures.path("largestShortfallCores"));
    assertIs(forecast.largestLoadCores(), figures.path("largestLoadCores"));
  }

  private static void assertIs(double cores, JsonNode rounded) {
    assertThat(rounded.isNumber()).isTrue();
    assertThat(cores).isCloseTo(rounded.asDouble(), offset(ROUNDED + 1e-9));
  }

  private <T> T object(JsonNode node, Class<T> kind) {
    return Serialization.unmarshal(node.toString(), kind);
  }

  private JsonNode tree(String json) {
    try {
      return mapper.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the recorded pool is not JSON", e);
    }
  }
}
