package dev.fairlane.operator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlane.api.v1alpha1.Entitlement;
import dev.fairlane.api.v1alpha1.LastPlan;
import dev.fairlane.api.v1alpha1.PathMove;
import dev.fairlane.api.v1alpha1.Rebalance;
import dev.fairlane.api.v1alpha1.RebalanceMode;
import dev.fairlane.api.v1alpha1.VirtualRouterSpec;
import dev.fairlane.testsupport.forwarder.Traffic;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two routers whose left paths share a worker, while another worker has nothing to do. */
@ExtendWith(OperatorExtension.class)
class RebalanceIT {

  /** 0.45 core and 0.1 core: both fit. */
  private static final Traffic MUCH = new Traffic(450_000, 0, 1_000);

  private static final Traffic LITTLE = new Traffic(100_000, 0, 1_000);

  /** More than a worker has, of packets that cost the same. */
  private static final Traffic FLOOD = new Traffic(2_250_000, 0, 1_000);

  /** A plan is judged after 70 s, and until then no other is to follow. */
  private static final int COOLDOWN_SECONDS = 120;

  /** The same packets, but 2.25 cores: more than a worker has. */
  private static final Traffic DEAR = new Traffic(100_000, 0, 22_500);

  @Test
  void movesAPathWhenARouterBecomesDear(Story story, Operator operator) {
    ForwarderPod pod = fitting(story, operator, RebalanceMode.AUTO);

    pod.process().traffic(story.tenant() + "/dear", "left", DEAR);

    Conditions.eventually("the left paths are parted", () -> areParted(pod, story));
    Conditions.eventually("the plan is shown", () -> "Move".equals(reason(story)));
    LastPlan plan = story.readPool().getStatus().lastPlan();
    assertThat(plan.pathMoves()).hasSize(1);
    assertThat(plan.moves()).isEqualTo(1);
    PathMove move = plan.pathMoves().get(0);
    assertThat(move.path()).isEqualTo("left");
    assertThat(workerOf(pod, move.router())).isEqualTo(move.to());
    assertThat(plan.predicted().largestShortfallCores()).isEqualTo("0");
    assertThat(Double.parseDouble(plan.before().largestShortfallCores())).isGreaterThan(0.1);
    Conditions.eventually(
        "an Event on the router tells of the move",
        () -> tells(story, story.tenant(), "PathMoved"));
    Conditions.eventually(
        "an Event on the pool tells of the plan", () -> tells(story, "default", "Move"));
    Conditions.eventually(
        "the outcome is beside the prediction",
        () -> story.readPool().getStatus().lastPlan().actual() != null);
    LastPlan compared = story.readPool().getStatus().lastPlan();
    assertThat(compared.id()).isEqualTo(plan.id());
    assertThat(compared.actual().largestShortfallCores()).isEqualTo("0");
  }

  @Test
  void leavesAPathWhereItIsWhoseMoveDidNotBringWhatItPromised(Story story, Operator operator) {
    ForwarderPod pod =
        fitting(
            story,
            operator,
            new Rebalance(RebalanceMode.AUTO, null, COOLDOWN_SECONDS, null, null, null),
            LITTLE);
    flood(pod, story, "cheap", "left");
    flood(pod, story, "dear", "left");
    Conditions.eventually("the left paths are parted", () -> areParted(pod, story));

    // The stayer's flood goes to its path on the mover's new worker: the move was of no use.
    boolean cheapMoved = workerOf(pod, story.tenant() + "/cheap") == 1;
    String stayer = cheapMoved ? "dear" : "cheap";
    pod.process().traffic(story.tenant() + "/" + stayer, "left", Traffic.NONE);
    flood(pod, story, stayer, "right");

    Conditions.eventually(
        "an Event on the pool tells that the plan was ineffective",
        () -> tells(story, "default", "PlanIneffective"));
    Conditions.eventually(
        "the other path moves", () -> workerOf(pod, story.tenant() + "/" + stayer, "right") == 0);
    Conditions.eventually(
        "the plan moves that path alone",
        () ->
            story.readPool().getStatus().lastPlan().pathMoves().stream()
                .map(PathMove::path)
                .toList()
                .equals(List.of("right")));
    assertThat(areParted(pod, story)).as("the blocked path stays").isTrue();
  }

  @Test
  void recommendsAndWaitsForTheAnnotation(Story story, Operator operator) {
    ForwarderPod pod = fitting(story, operator, RebalanceMode.RECOMMEND);

    pod.process().traffic(story.tenant() + "/dear", "left", DEAR);

    Conditions.eventually("a plan is recommended", () -> "Recommend".equals(reason(story)));
    assertThat(areParted(pod, story)).isFalse();
    LastPlan plan = story.readPool().getStatus().lastPlan();
    approve(story, "another");
    Ticks.pass(operator, 3);
    assertThat(areParted(pod, story)).isFalse();
    approve(story, plan.id());
    Conditions.eventually("the left paths are parted", () -> areParted(pod, story));
    Conditions.eventually("the plan is realized", () -> "Move".equals(reason(story)));
    assertThat(story.readPool().getStatus().lastPlan().id()).isEqualTo(plan.id());
    assertThat(tells(story, "default", "PlanRecommended")).isTrue();
  }

  @Test
  void movesNothingWhileItIsOff(Story story, Operator operator) {
    ForwarderPod pod = fitting(story, operator, RebalanceMode.OFF);
    long generation = story.forwarder().orElseThrow().getMetadata().getGeneration();

    pod.process().traffic(story.tenant() + "/dear", "left", DEAR);
    Ticks.pass(operator, 6);

    assertThat(story.readPool().getStatus().rebalance().verdict()).isEqualTo("Disabled");
    assertThat(story.forwarder().orElseThrow().getMetadata().getGeneration()).isEqualTo(generation);
    assertThat(areParted(pod, story)).isFalse();
  }

  @Test
  void goesOnAfterTheForwarderStartedAnew(Story story, Operator operator) {
    ForwarderPod pod = fitting(story, operator, RebalanceMode.AUTO);

    pod.process().traffic(story.tenant() + "/dear", "left", DEAR);
    pod.process().restartProcess();

    Conditions.eventually("the left paths are parted", () -> areParted(pod, story));
  }

  @Test
  void tellsTheForwarderTheCeilingOfARouterInWhatItsPathsGetOfEachWorker(
      Story story, Operator operator) {
    story.preparedFor(null);
    story.bridge("edge");
    ForwarderPod pod = story.runForwarder(2);
    Conditions.await(story, "edge", "Ready", "True/Forwarding");

    story.change(
        () -> story.router("edge"),
        router -> {
          VirtualRouterSpec spec = router.getSpec();
          router.setSpec(
              new VirtualRouterSpec(
                  spec.poolRef(),
                  spec.placement(),
                  new Entitlement(100, new Quantity("500m")),
                  spec.interfaces(),
                  spec.forwarding()));
          return router;
        });

    Conditions.await(story, "edge", "Ready", "True/Forwarding");
    JsonNode shares = pod.process().applied().orElseThrow().path("routers").get(0).path("shares");
    assertThat(shares).hasSize(2);
    assertThat(shares)
        .allSatisfy(share -> assertThat(share.path("limitPpm").asInt()).isEqualTo(250_000));
    assertThat(story.router("edge").getStatus().entitlement().entitledCores()).isEqualTo("0.5");
  }

  /** Both routers run and have been looked at for a while; nothing has to move. */
  private static ForwarderPod fitting(Story story, Operator operator, RebalanceMode mode) {
    return fitting(story, operator, new Rebalance(mode, null, null, null, null, null), MUCH);
  }

  private static ForwarderPod fitting(
      Story story, Operator operator, Rebalance rebalance, Traffic cheap) {
    story.preparedFor(rebalance);
    story.bridge("cheap");
    story.bridge("dear");
    ForwarderPod pod = story.runForwarder(2);
    Conditions.await(story, "cheap", "Ready", "True/Forwarding");
    Conditions.await(story, "dear", "Ready", "True/Forwarding");
    pod.process().traffic(story.tenant() + "/cheap", "left", cheap);
    pod.process().traffic(story.tenant() + "/dear", "left", LITTLE);
    Ticks.pass(operator, 5);
    assertThat(areParted(pod, story)).as("nothing moves while all fits").isFalse();
    return pod;
  }

  private static void flood(ForwarderPod pod, Story story, String router, String interfaceName) {
    pod.process().traffic(story.tenant() + "/" + router, interfaceName, FLOOD);
  }

  private static boolean areParted(ForwarderPod pod, Story story) {
    return workerOf(pod, story.tenant() + "/cheap") != workerOf(pod, story.tenant() + "/dear");
  }

  /** Where the forwarder runs the left path of a router. */
  private static int workerOf(ForwarderPod pod, String router) {
    return workerOf(pod, router, "left");
  }

  private static int workerOf(ForwarderPod pod, String router, String interfaceName) {
    for (JsonNode entry : pod.process().applied().orElseThrow().path("routers")) {
      for (JsonNode path : entry.path("paths")) {
        if (entry.path("name").asText().equals(router)
            && path.path("interface").asText().equals(interfaceName)) {
          return path.path("worker").asInt();
        }
      }
    }
    throw new AssertionError("the forwarder has no router " + router);
  }

  private static String reason(Story story) {
    LastPlan plan = story.readPool().getStatus().lastPlan();
    return plan == null ? "" : plan.reason();
  }

  private static void approve(Story story, String plan) {
    story.change(
        story::readPool,
        pool -> {
          Map<String, String> annotations = new HashMap<>();
          if (pool.getMetadata().getAnnotations() != null) {
            annotations.putAll(pool.getMetadata().getAnnotations());
          }
          annotations.put("fairlane.dev/approve-plan", plan);
          pool.getMetadata().setAnnotations(annotations);
          return pool;
        });
  }

  private static boolean tells(Story story, String namespace, String reason) {
    return story.client().v1().events().inNamespace(namespace).list().getItems().stream()
        .filter(event -> event.getReason().equals(reason))
        .anyMatch(
            event ->
                event.getInvolvedObject().getName().equals(story.pool())
                    || namespace.equals(story.tenant()));
  }
}
