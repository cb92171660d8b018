package dev.fairlane.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.LastPlan;
import dev.fairlane.api.v1alpha1.PathMove;
import dev.fairlane.api.v1alpha1.PlanFigures;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Routers of a pool on two shared cores become dear by manifest, and the operator moves paths to
 * the other core by what the forwarder reports. The samples' pool makes room and comes back.
 */
@EndToEndTest
class RebalanceE2E {

  private static final String NAMESPACE = "e2e-rebalance";
  private static final String POOL = "e2e-rebalance";
  private static final List<String> ROUTERS =
      IntStream.rangeClosed(1, 8).mapToObj(number -> "burn-" + number).toList();
  private static final int CHEAP_CYCLES = 20_000;
  private static final int DEAR_CYCLES = 400_000;
  private static final double LEAST_CPU = 0.2;
  private static final int WINDOW_SECONDS = 5;

  private final Cluster cluster;
  private final Routers routers;
  private final Pools pools;
  private final Figures figures;
  private TenantNamespace namespace;

  RebalanceE2E(Cluster cluster, Figures figures) {
    this.cluster = cluster;
    this.routers = new Routers(cluster);
    this.pools = new Pools(cluster);
    this.figures = figures;
  }

  @BeforeAll
  void makeNamespace() {
    namespace = TenantNamespace.make(cluster, NAMESPACE, "shared");
  }

  @AfterAll
  void restoreTheSamples() {
    namespace.close();
    pools.delete(POOL);
    Path sample = cluster.root().resolve("samples/pool.yaml");
    cluster.kubectl("apply", "--filename", sample.toString()).orThrow();
    new Samples(cluster).awaitReady();
  }

  @Test
  void pathsLeaveTheCoreOnWhichRoutersBecameDear() throws Exception {
    pools.delete(Samples.POOL);
    cluster.apply(SharedPoolManifests.pool(POOL, "shared")).orThrow();
    ROUTERS.forEach(router -> apply(router, CHEAP_CYCLES));
    ROUTERS.forEach(router -> routers.awaitReady(namespace.router(router)));
    ControlClient client =
        new ControlClient(pools.forwarder(POOL), TlsIdentity.of(operatorIdentity()));
    double cpu = window(client).leastCpu();
    assumeTrue(
        cpu >= LEAST_CPU,
        "inconclusive: a worker had only %.0f %% of its CPU".formatted(100 * cpu));
    List<String> dear = onOneWorker();
    assertThat(dear).as("routers on the worker of %s", ROUTERS.get(0)).hasSizeGreaterThan(2);

    dear.forEach(router -> apply(router, DEAR_CYCLES));
    LastPlan plan = awaitMove();

    // Cheap ones may change places with them, where that brings a little more.
    assertThat(plan.pathMoves())
        .extracting(PathMove::router)
        .anyMatch(router -> dear.contains(router.substring(NAMESPACE.length() + 1)));
    assertThat(shortfall(plan.predicted())).isLessThan(shortfall(plan.before()));
    assertMovesAreReported(client, plan);
    assertThat(events("PathMoved")).isNotEmpty();
    assertNeighboursLoseNothing(client, dear);
  }

  private static double shortfall(PlanFigures figures) {
    return Double.parseDouble(figures.largestShortfallCores());
  }

  private LastPlan awaitMove() {
    ForwarderPool pool =
        pools.await(
            POOL,
            "moves paths",
            seen ->
                seen.getStatus().lastPlan() != null
                    && "Move".equals(seen.getStatus().lastPlan().reason()));
    LastPlan plan = pool.getStatus().lastPlan();
    figures.add(
        Figure.atMost(
            "rebalance-shortfall-predicted",
            shortfall(plan.predicted()),
            "cores",
            0.03,
            "8 routers on two threads, those of one became 20 times as dear: %s before"
                .formatted(plan.before().largestShortfallCores())));
    return plan;
  }

  /** Routers that share a worker with the first one, itself among them. */
  private List<String> onOneWorker() {
    TreeMap<String, Integer> workers =
        pools.forwarder(POOL).getSpec().routers().stream()
            .collect(
                Collectors.toMap(
                    AssignedRouter::name,
                    router -> router.paths().get(0).worker(),
                    (a, b) -> a,
                    TreeMap::new));
    return ROUTERS.stream()
        .filter(router -> workers.get(router).equals(workers.get(ROUTERS.get(0))))
        .toList();
  }

  private void assertMovesAreReported(ControlClient client, LastPlan plan) {
    for (PathMove move : plan.pathMoves()) {
      Expectation.within(30, "%s runs on worker %d".formatted(move.router(), move.to()))
          .holds(
              () ->
                  path(client.get("/v1/report").body(), move.router()).get("worker").asInt()
                      == move.to());
    }
  }

  /** The cheap ones miss no packet, whoever comes to their core. */
  private void assertNeighboursLoseNothing(ControlClient client, List<String> dear)
      throws Exception {
    CoreWindow window = window(client);
    for (String router : ROUTERS) {
      if (!dear.contains(router)) {
        String uid = routers.get(namespace.router(router)).getMetadata().getUid();
        assertThat(window.missedPackets(uid)).as(router).isZero();
      }
    }
  }

  private List<String> events(String reason) {
    return cluster.client().v1().events().inNamespace(NAMESPACE).list().getItems().stream()
        .filter(event -> reason.equals(event.getReason()))
        .map(event -> event.getInvolvedObject().getName())
        .toList();
  }

  private static JsonNode path(JsonNode report, String router) {
    for (JsonNode each : report.get("routers")) {
      if (router.equals(each.get("name").asText())) {
        return each.at("/paths/0");
      }
    }
    throw new AssertionError("the report has no router " + router);
  }

  private static CoreWindow window(ControlClient client) throws Exception {
    JsonNode before = client.get("/v1/report").body();
    return Expectation.within(10 * WINDOW_SECONDS, "a window has passed")
        .of(
            () -> new CoreWindow(before, client.get("/v1/report").body()),
            window -> window.seconds() >= WINDOW_SECONDS,
            window -> window.seconds() + " s");
  }

  private void apply(String router, int burnCycles) {
    routers.apply(SharedPoolManifests.burner(namespace.router(router), POOL, "steady", burnCycles));
  }

  private Secret operatorIdentity() {
    return cluster
        .client()
        .secrets()
        .inNamespace(Cluster.SYSTEM_NAMESPACE)
        .withName("fairlane-operator-client")
        .get();
  }
}
