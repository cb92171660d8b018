package dev.fairlane.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlane.api.v1alpha1.Placement;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.operator.configuration.ConfiguredForwarder;
import dev.fairlane.operator.configuration.Refusals;
import dev.fairlane.operator.model.ObservedForwarder;
import dev.fairlane.operator.model.PoolSnapshot;
import dev.fairlane.operator.model.Samples;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlacementHistoryTest {

  private final VirtualRouter router = Samples.bridge("edge", 1, Samples.NOW);
  private final ObservedForwarder forwarding =
      Samples.observed(
          Samples.forwarder(2, Samples.assigned(router, 0)), Samples.contact(2, router));

  @Test
  void tellsNothingOfARouterThatStaysWhereItIs() {
    PlacementHistory history = after(after(PlacementHistory.NONE, router), router);

    assertThat(history.lastChange("edge-uid")).isEmpty();
  }

  @Test
  void countsFromTheLastMomentBeforeToTheFirstReportAfter() {
    Instant before = Samples.NOW.minusMillis(340);
    var former =
        new PlacementHistory.Seen(
            Placement.DOMU,
            before,
            Map.of("left", "02:00:00:00:00:99", "right", "02:00:00:00:00:01"));

    PlacementHistory history =
        after(new PlacementHistory(Map.of("edge-uid", former), Map.of()), router);

    var change = history.lastChange("edge-uid").orElseThrow();
    assertThat(change.from()).isEqualTo(Placement.DOMU);
    assertThat(change.to()).isEqualTo(Placement.DOM0);
    assertThat(change.stoppedMillis()).isEqualTo(340);
    assertThat(change.macsChanged()).isTrue();
    assertThat(change.time()).isEqualTo("2026-01-02T03:04:05Z");
  }

  @Test
  void saysWhenTheMacsStayed() {
    var former =
        new PlacementHistory.Seen(
            Placement.DOMU,
            Samples.NOW,
            Map.of("left", "02:00:00:00:00:01", "right", "02:00:00:00:00:01"));

    PlacementHistory history =
        after(new PlacementHistory(Map.of("edge-uid", former), Map.of()), router);

    assertThat(history.lastChange("edge-uid").orElseThrow().macsChanged()).isFalse();
  }

  @Test
  void forgetsARouterThatIsGone() {
    PlacementHistory history = after(after(PlacementHistory.NONE, router));

    assertThat(history.seen()).isEmpty();
  }

  private PlacementHistory after(PlacementHistory history, VirtualRouter... routers) {
    PoolSnapshot start = Samples.snapshot(Samples.pool(100), List.of(forwarding), routers);
    return history.after(start, List.of(new ConfiguredForwarder(forwarding, Refusals.NONE)));
  }
}
