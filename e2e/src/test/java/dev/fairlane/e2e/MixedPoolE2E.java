package dev.fairlane.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Eight routers of different weights and Click graphs on two shared cores, one of them offered more
 * than it can carry: whatever manifests change, everybody comes to receive what is achievable, and
 * no move loses a packet. The samples' pool makes room and comes back.
 *
 * <p>The figures leave no choice to the planner and room to the machine. Beside an overloaded
 * router without a ceiling each light one costs it 0.08 core, more than the 0.03 at which the
 * planner acts, so it is alone. With a ceiling of 0.5 and seven of 0.175 beside it, only two of
 * them with it and five without it fit, each worker with an eighth to spare.
 */
@EndToEndTest
class MixedPoolE2E {

  private static final String POOL = "e2e-mixed";
  private static final String HOG = "hog";
  private static final List<String> STEADY =
      IntStream.rangeClosed(1, 7).mapToObj(number -> "steady-" + number).toList();
  private static final int HOG_WEIGHT = 150;
  private static final double CEILING_CORES = 0.5;
  private static final int LIGHT_CYCLES = 100_000;
  private static final double CHEAP_CORES = 0.02;
  private static final double DEAR_CORES = 0.175;
  private static final double TOLERANCE = 0.05;
  private static final double LEAST_CPU = 0.2;
  private static final int TWO_TICKS_SECONDS = 20;

  private final Cluster cluster;
  private final Figures figures;
  private SharedPool pool;
  private double cyclesPerSecond;

  MixedPoolE2E(Cluster cluster, Figures figures) {
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
  void everybodyComesToReceiveWhatIsAchievable() throws Exception {
    pool = SharedPool.make(cluster, POOL);
    applyHog("");
    STEADY.forEach(router -> apply(router, LIGHT_CYCLES));
    Stream.concat(Stream.of(HOG), STEADY.stream()).forEach(pool::awaitReady);
    pool.awaitBeside(HOG, "the overloaded one has a core for itself", List::isEmpty);
    CoreWindow calm = awaitFair("as it begins");
    assumeTrue(
        calm.leastCpu() >= LEAST_CPU,
        "inconclusive: a worker had only %.0f %% of its CPU".formatted(100 * calm.leastCpu()));
    cyclesPerSecond = calm.availableCyclesPerSecond();

    applyHog("500m");
    STEADY.forEach(router -> applyCores(router, DEAR_CORES));
    List<String> beside =
        pool.awaitBeside(HOG, "some leave the crowded core", routers -> !routers.isEmpty());
    awaitSatisfied("two ticks after they became dear");
    awaitCeiling();

    JsonNode before = pool.report();
    applyHog("");
    STEADY.stream()
        .filter(router -> !beside.contains(router))
        .forEach(router -> applyCores(router, CHEAP_CORES));
    pool.awaitBeside(HOG, "the overloaded one gets its core back", List::isEmpty);
    CoreWindow after = awaitSatisfied("two ticks after the others became cheap");
    assertNothingLost(before, beside);
    figures.add(
        Figure.atLeast(
            "mixed-pool-overloaded-router-cores",
            after.received(pool.uid(HOG)),
            "cores",
            0.9,
            "beside seven routers of 0.02 to 0.175 cores on two threads"));
  }

  /** The first window in which whoever lost packets received what the others left, by its share. */
  private CoreWindow awaitFair(String text) {
    return Expectation.within(TWO_TICKS_SECONDS + 2 * SharedPool.WINDOW_SECONDS, text)
        .of(
            pool::window,
            window -> window.largestError(pool.assigned(), pool.uid(HOG)) <= TOLERANCE,
            window ->
                "largest error %.1f %% of %s"
                    .formatted(
                        100 * window.largestError(pool.assigned(), pool.uid(HOG)),
                        pool.assigned()));
  }

  /** The same, and nobody but the overloaded one lost any: there is room for all that they need. */
  private CoreWindow awaitSatisfied(String text) {
    return Expectation.within(TWO_TICKS_SECONDS + 2 * SharedPool.WINDOW_SECONDS, text)
        .of(
            pool::window,
            window ->
                window.largestError(pool.assigned(), pool.uid(HOG)) <= TOLERANCE
                    && missed(window).isEmpty(),
            window ->
                "largest error %.1f %%, missed: %s"
                    .formatted(
                        100 * window.largestError(pool.assigned(), pool.uid(HOG)), missed(window)));
  }

  private void awaitCeiling() {
    Expectation.within(TWO_TICKS_SECONDS + 2 * SharedPool.WINDOW_SECONDS, "a ceiling is felt")
        .of(
            pool::window,
            window -> Math.abs(window.received(pool.uid(HOG)) / CEILING_CORES - 1) <= TOLERANCE,
            window -> "%.3f cores".formatted(window.received(pool.uid(HOG))));
  }

  private List<String> missed(CoreWindow window) {
    return STEADY.stream()
        .filter(router -> window.missedPackets(pool.uid(router)) > 0)
        .map(router -> router + " " + window.missedPackets(pool.uid(router)))
        .toList();
  }

  /** Those who moved to another core did so without losing or reordering a packet. */
  private void assertNothingLost(JsonNode before, List<String> moved) throws Exception {
    CoreWindow since = new CoreWindow(before, pool.report());
    for (String router : moved) {
      assertThat(since.moves(pool.uid(router), "lostPackets")).as(router).isZero();
      assertThat(since.moves(pool.uid(router), "reorderedPackets")).as(router).isZero();
    }
    assertThat(pool.events("PathMoved")).anyMatch(text -> text.contains("Nobody ran it for"));
  }

  private void applyHog(String maxCores) {
    pool.apply(MixedManifests.hog(pool.router(HOG), POOL, HOG_WEIGHT, maxCores));
  }

  private void applyCores(String router, double cores) {
    apply(router, (int) (cores * cyclesPerSecond / SharedPoolManifests.STEADY_PACKETS_PER_SECOND));
  }

  private void apply(String router, int burnCycles) {
    int number = STEADY.indexOf(router);
    pool.apply(
        MixedManifests.steady(pool.router(router), POOL, number, 100 + 20 * number, burnCycles));
  }
}
