package dev.fairlane.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlane.api.v1alpha1.LastPlan;
import dev.fairlane.api.v1alpha1.PathMove;
import dev.fairlane.api.v1alpha1.PlanFigures;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Routers of a pool on two shared cores become dear by manifest, and the operator moves paths to
 * the other core by what the forwarder reports. The samples' pool makes room and comes back.
 */
@EndToEndTest
class RebalanceE2E {

  private static final String POOL = "e2e-rebalance";
  private static final List<String> ROUTERS =
      IntStream.rangeClosed(1, 8).mapToObj(number -> "burn-" + number).toList();
  private static final int CHEAP_CYCLES = 20_000;
  private static final int DEAR_CYCLES = 400_000;
  private static final double THRESHOLD_CORES = 0.03;
  private static final double LEAST_CPU = 0.2;

  private final Cluster cluster;
  private final Figures figures;
  private SharedPool pool;

  RebalanceE2E(Cluster cluster, Figures figures) {
    this.cluster = cluster;
    this.figures = figures;
  }

  @AfterAll
  void restoreTheSamples() {
    if (pool != null) {
      pool.close();
    }
  }

  @Test
  void pathsLeaveTheCoreOnWhichRoutersBecameDear() throws Exception {
    pool = SharedPool.make(cluster, POOL);
    ROUTERS.forEach(router -> apply(router, CHEAP_CYCLES));
    ROUTERS.forEach(pool::awaitReady);
    double cpu = pool.window().leastCpu();
    assumeTrue(
        cpu >= LEAST_CPU,
        "inconclusive: a worker had only %.0f %% of its CPU".formatted(100 * cpu));
    List<String> dear = onOneWorker();
    assertThat(dear).as("routers on the worker of %s", ROUTERS.get(0)).hasSizeGreaterThan(2);

    dear.forEach(router -> apply(router, DEAR_CYCLES));
    LastPlan plan = pool.awaitMove();
    figures.add(
        Figure.atMost(
            "rebalance-shortfall-predicted",
            shortfall(plan.predicted()),
            "cores",
            0.03,
            "8 routers on two threads, those of one became 20 times as dear: %s before"
                .formatted(plan.before().largestShortfallCores())));

    // Cheap ones may change places with them, where that brings a little more.
    assertThat(plan.pathMoves())
        .extracting(PathMove::router)
        .anyMatch(router -> dear.contains(router.substring(POOL.length() + 1)));
    assertHelps(plan);
    assertMovesAreReported(plan);
    assertThat(pool.events("PathMoved")).isNotEmpty();
    assertNeighboursLoseNothing(dear);
  }

  /**
   * The plan may come before anybody lacks anything: then it gives a crowded core room, and takes
   * none but what is below the threshold from anybody.
   */
  private static void assertHelps(LastPlan plan) {
    double gain = shortfall(plan.before()) - shortfall(plan.predicted());
    if (gain <= 0) {
      assertThat(relief(plan)).as("relief of the fullest core by %s", plan).isPositive();
      assertThat(gain).as("%s", plan).isGreaterThan(-THRESHOLD_CORES);
    }
  }

  private static double relief(LastPlan plan) {
    return Double.parseDouble(plan.before().largestLoadCores())
        - Double.parseDouble(plan.predicted().largestLoadCores());
  }

  private static double shortfall(PlanFigures figures) {
    return Double.parseDouble(figures.largestShortfallCores());
  }

  /** Routers that share a worker with the first one, itself among them. */
  private List<String> onOneWorker() {
    return Stream.concat(Stream.of(ROUTERS.get(0)), pool.beside(ROUTERS.get(0)).stream()).toList();
  }

  private void assertMovesAreReported(LastPlan plan) {
    for (PathMove move : plan.pathMoves()) {
      Expectation.within(30, "%s runs on worker %d".formatted(move.router(), move.to()))
          .holds(() -> path(pool.report(), move.router()).get("worker").asInt() == move.to());
    }
  }

  /** The cheap ones miss no packet, whoever comes to their core. */
  private void assertNeighboursLoseNothing(List<String> dear) throws Exception {
    CoreWindow window = pool.window();
    for (String router : ROUTERS) {
      if (!dear.contains(router)) {
        assertThat(window.missedPackets(pool.uid(router))).as(router).isZero();
      }
    }
  }

  private static JsonNode path(JsonNode report, String router) {
    for (JsonNode each : report.get("routers")) {
      if (router.equals(each.get("name").asText())) {
        return each.at("/paths/0");
      }
    }
    throw new AssertionError("the report has no router " + router);
  }

  private void apply(String router, int burnCycles) {
    pool.apply(SharedPoolManifests.burner(pool.router(router), POOL, "steady", burnCycles));
  }
}
