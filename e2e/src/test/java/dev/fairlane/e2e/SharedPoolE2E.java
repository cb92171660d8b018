package dev.fairlane.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fairlane.api.v1alpha1.AssignedRouter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Routers of a pool on shared cores that are offered more than they can carry, by Synthetic
 * networks. The node has one core to give, so the samples' pool makes room and comes back at the
 * end.
 */
@EndToEndTest
class SharedPoolE2E {

  private static final String POOL = "e2e-shared";
  private static final List<String> FLOODED = List.of("one", "two", "three", "four");
  private static final String STEADY = "steady";
  private static final double TOLERANCE = 0.05;
  private static final double LEAST_CPU = 0.2;
  private static final int TWO_TICKS_SECONDS = 20;

  private final Cluster cluster;
  private final Figures figures;
  private SharedPool pool;

  SharedPoolE2E(Cluster cluster, Figures figures) {
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
  void overloadedRoutersReceiveTheirSharesAndASteadyNeighbourLosesNothing() throws Exception {
    pool = SharedPool.make(cluster, POOL);
    int weight = 100;
    for (String router : FLOODED) {
      apply(router, "flood", weight);
      weight += 100;
    }
    apply(STEADY, "steady", 100);
    FLOODED.forEach(pool::awaitReady);
    pool.awaitReady(STEADY);

    CoreWindow window = fairWindow("overloaded routers receive their shares");
    assertThat(window.missedPackets(pool.uid(STEADY))).isZero();
    figures.add(
        Figure.atMost(
            "shared-pool-share-error-percent",
            100 * largestError(window),
            "%",
            100 * TOLERANCE,
            "4 bridges of weights 1:2:3:4 on two threads, over %.1f s"
                .formatted(window.seconds())));

    apply("one", "flood", 1000);
    pool.awaitReady("one");
    fairWindow("a changed weight is felt within two ticks");
  }

  /** The first window in which everybody received within the tolerance of what it could. */
  private CoreWindow fairWindow(String text) throws Exception {
    CoreWindow first = pool.window();
    assumeTrue(
        first.leastCpu() >= LEAST_CPU,
        "inconclusive: a worker had only %.0f %% of its CPU".formatted(100 * first.leastCpu()));
    return Expectation.within(TWO_TICKS_SECONDS + 2 * SharedPool.WINDOW_SECONDS, text)
        .of(
            () -> pool.window(),
            window -> largestError(window) <= TOLERANCE,
            window ->
                "largest error %.1f %%, busy %.2f, of %s"
                    .formatted(100 * largestError(window), window.busy(), assigned()));
  }

  private double largestError(CoreWindow window) {
    Map<String, Double> achievable = window.achievable(assigned());
    return achievable.entrySet().stream()
        .mapToDouble(
            each -> Math.abs(window.received(each.getKey()) - each.getValue()) / each.getValue())
        .max()
        .orElseThrow();
  }

  /** The overloaded routers as they are assigned now. */
  private List<AssignedRouter> assigned() {
    return pool.assigned().stream().filter(router -> FLOODED.contains(router.name())).toList();
  }

  private void apply(String router, String network, int weight) {
    pool.apply(SharedPoolManifests.bridge(pool.router(router), POOL, network, weight));
  }
}
