package dev.fairlane.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlane.api.v1alpha1.LastPlan;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Eight routers of different weights and Click graphs on two shared cores, one of them offered more
 * than it can carry: whatever manifests change, everybody comes to receive what is achievable, and
 * no move loses a packet. The samples' pool makes room and comes back.
 */
@EndToEndTest
class MixedPoolE2E {

  private static final String POOL = "e2e-mixed";
  private static final String HOG = "hog";
  private static final List<String> STEADY =
      IntStream.rangeClosed(1, 7).mapToObj(number -> "steady-" + number).toList();
  private static final double CHEAP_CORES = 0.02;
  private static final double DEAR_CORES = 0.15;
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
    pool.apply(MixedManifests.hog(pool.router(HOG), POOL, 150, ""));
    STEADY.forEach(router -> apply(router, 20_000));
    Stream.concat(Stream.of(HOG), STEADY.stream()).forEach(pool::awaitReady);
    CoreWindow first = pool.window();
    assumeTrue(
        first.leastCpu() >= LEAST_CPU,
        "inconclusive: a worker had only %.0f %% of its CPU".formatted(100 * first.leastCpu()));
    cyclesPerSecond = first.availableCyclesPerSecond();
    awaitFair("as it begins");

    STEADY.forEach(router -> applyCores(router, DEAR_CORES));
    LastPlan crowded = pool.awaitMove("some leave the crowded core");
    awaitSatisfied("two ticks after they became dear");

    List<String> beside = pool.beside(HOG);
    assertThat(beside).as("those who went to the overloaded one's core").isNotEmpty();
    JsonNode before = pool.report();
    STEADY.stream()
        .filter(router -> !beside.contains(router))
        .forEach(router -> applyCores(router, CHEAP_CORES));
    pool.awaitMoveAfter(crowded, "the overloaded one gets its core back");
    CoreWindow after = awaitSatisfied("two ticks after the others became cheap");
    assertNothingLost(before, beside);
    figures.add(
        Figure.atLeast(
            "mixed-pool-overloaded-router-cores",
            after.received(pool.uid(HOG)),
            "cores",
            0.5,
            "beside seven routers of 0.02 to 0.15 cores on two threads"));

    pool.apply(MixedManifests.hog(pool.router(HOG), POOL, 150, "300m"));
    pool.awaitReady(HOG);
    Expectation.within(TWO_TICKS_SECONDS + 2 * SharedPool.WINDOW_SECONDS, "a ceiling is felt")
        .of(
            pool::window,
            window -> Math.abs(window.received(pool.uid(HOG)) / 0.3 - 1) <= TOLERANCE,
            window -> "%.3f cores".formatted(window.received(pool.uid(HOG))));
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

  private void applyCores(String router, double cores) {
    apply(router, (int) (cores * cyclesPerSecond / SharedPoolManifests.STEADY_PACKETS_PER_SECOND));
  }

  private void apply(String router, int burnCycles) {
    int number = STEADY.indexOf(router);
    pool.apply(
        MixedManifests.steady(pool.router(router), POOL, number, 100 + 20 * number, burnCycles));
  }
}
