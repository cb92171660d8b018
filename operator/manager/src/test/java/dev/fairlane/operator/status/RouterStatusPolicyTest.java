package dev.fairlane.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlane.api.v1alpha1.EntitlementStatus;
import dev.fairlane.api.v1alpha1.PathStatus;
import dev.fairlane.api.v1alpha1.VirtualRouterStatus;
import dev.fairlane.operator.model.Fact;
import dev.fairlane.operator.model.Reason;
import dev.fairlane.operator.model.RouterOutcome;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouterStatusPolicyTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Fact FORWARDS = Fact.yes(Reason.FORWARDING, "Every path forwards.");
  private static final Fact SILENT = Fact.unknown(Reason.FORWARDER_UNREACHABLE, "No answer.");

  @Test
  void writesTheFirstStatusAtOnce() {
    var decision = RouterStatusPolicy.decide(null, outcome(FORWARDS, 1000L), Instant.EPOCH, NOW);

    VirtualRouterStatus status = decision.write().orElseThrow();
    assertThat(status.observedGeneration()).isEqualTo(3);
    assertThat(status.packetsPerSecond()).isEqualTo(1000);
    assertThat(status.conditions())
        .extracting(each -> each.getType() + "=" + each.getStatus())
        .containsExactly("Accepted=True", "Placed=True", "Ready=True", "EntitlementMet=Unknown");
    assertThat(status.conditions())
        .allMatch(each -> each.getLastTransitionTime().equals("2026-01-02T03:04:05Z"));
  }

  @Test
  void writesNothingWhenNothingChanged() {
    var decision =
        RouterStatusPolicy.decide(
            shown(1000L), outcome(FORWARDS, 1000L), Instant.EPOCH, NOW.plusSeconds(99));

    assertThat(decision.write()).isEmpty();
    assertThat(decision.lookAgain()).isEmpty();
  }

  @Test
  void writesNoFigureThatChangedByTenPercentOrLess() {
    assertThat(
            RouterStatusPolicy.decide(shown(1000L), outcome(FORWARDS, 1100L), Instant.EPOCH, NOW)
                .write())
        .isEmpty();
  }

  @Test
  void holdsFiguresBackForThirtySeconds() {
    Instant last = NOW.minusSeconds(10);

    var early = RouterStatusPolicy.decide(shown(1000L), outcome(FORWARDS, 5000L), last, NOW);
    var due =
        RouterStatusPolicy.decide(
            shown(1000L), outcome(FORWARDS, 5000L), last, NOW.plusSeconds(20));

    assertThat(early.write()).isEmpty();
    assertThat(early.lookAgain()).contains(NOW.plusSeconds(20));
    assertThat(due.write().orElseThrow().packetsPerSecond()).isEqualTo(5000);
    assertThat(due.withFigures()).isTrue();
  }

  @Test
  void writesAConditionAtOnceWithTheFormerFigures() {
    var decision =
        RouterStatusPolicy.decide(shown(1000L), outcome(SILENT, 5000L), NOW, NOW.plusSeconds(1));

    VirtualRouterStatus status = decision.write().orElseThrow();
    assertThat(status.packetsPerSecond()).isEqualTo(1000);
    var ready = ConditionList.find(status.conditions(), ConditionType.READY).orElseThrow();
    var placed = ConditionList.find(status.conditions(), ConditionType.PLACED).orElseThrow();
    assertThat(ready.getStatus()).isEqualTo("Unknown");
    assertThat(ready.getLastTransitionTime()).isEqualTo("2026-01-02T03:04:06Z");
    assertThat(placed.getLastTransitionTime()).isEqualTo("2026-01-02T03:04:05Z");
  }

  @Test
  void showsTheFirstReportAtOnce() {
    var decision =
        RouterStatusPolicy.decide(shown(null), outcome(FORWARDS, 1000L), NOW, NOW.plusSeconds(1));

    assertThat(decision.write().orElseThrow().packetsPerSecond()).isEqualTo(1000);
  }

  private static VirtualRouterStatus shown(Long rate) {
    return RouterStatusPolicy.decide(null, outcome(FORWARDS, rate), Instant.EPOCH, NOW)
        .write()
        .orElseThrow();
  }

  private static RouterOutcome outcome(Fact ready, Long rate) {
    var path = new PathStatus("wan", 1, 0, 500L, rate, 0L, "Forwarding", List.of());
    return new RouterOutcome(
        "tenant-a",
        "edge",
        "uid",
        3,
        Fact.yes(Reason.ACCEPTED, "ok"),
        Fact.yes(Reason.PLACED, "ok"),
        ready,
        Fact.unknown(Reason.NOT_BACKLOGGED, "ok"),
        new VirtualRouterStatus(
            null,
            null,
            "a",
            "edge-a",
            List.of(),
            new EntitlementStatus("0.5", "0.4", "0.3", "0.1"),
            List.of(path),
            "1",
            rate,
            500L));
  }
}
