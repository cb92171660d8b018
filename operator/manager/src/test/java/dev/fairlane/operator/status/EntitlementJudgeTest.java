package dev.fairlane.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.operator.configuration.ConfiguredForwarder;
import dev.fairlane.operator.configuration.Refusals;
import dev.fairlane.operator.control.Report;
import dev.fairlane.operator.decide.Admission;
import dev.fairlane.operator.decide.Plan;
import dev.fairlane.operator.decide.RebalanceDecision;
import dev.fairlane.operator.model.ClickParameters;
import dev.fairlane.operator.model.Contact;
import dev.fairlane.operator.model.Fact;
import dev.fairlane.operator.model.ObservedForwarder;
import dev.fairlane.operator.model.PoolForecast;
import dev.fairlane.operator.model.Reason;
import dev.fairlane.operator.model.RouterVersion;
import dev.fairlane.operator.model.Samples;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A router with two paths on a worker of a million cycles a report. */
class EntitlementJudgeTest {

  private static final long CYCLES = 1_000_000;
  private static final double LEFT_ALONE = 0.3;
  private static final double RIGHT_ALONE = 0.2;

  private final VirtualRouter router = Samples.bridge("edge", 3, Samples.NOW);

  @Test
  void whatIsDueCountsAndNotWhatTheRouterIsEntitledTo() {
    Contact half = ran(LEFT_ALONE, true, RIGHT_ALONE, true);

    assertThat(met(half, Optional.of(0.5)).reason()).isEqualTo(Reason.ENTITLEMENT_RECEIVED);
    assertThat(met(half, Optional.of(0.9)))
        .isEqualTo(
            Fact.no(
                Reason.BELOW_ENTITLEMENT,
                "The router has work and receives less than 95 % of what is due to it."));
  }

  @Test
  void ninetyFivePercentAreEnough() {
    Contact half = ran(LEFT_ALONE, true, RIGHT_ALONE, true);

    assertThat(met(half, Optional.of(0.526)).reason()).isEqualTo(Reason.ENTITLEMENT_RECEIVED);
    assertThat(met(half, Optional.of(0.527)).reason()).isEqualTo(Reason.BELOW_ENTITLEMENT);
  }

  @Test
  void theEntitlementCountsWhileDemandsAreNotKnown() {
    assertThat(met(ran(LEFT_ALONE, true, RIGHT_ALONE, true), Optional.empty()).reason())
        .isEqualTo(Reason.ENTITLEMENT_RECEIVED);
    assertThat(met(ran(0.1, true, 0.1, true), Optional.empty()).reason())
        .isEqualTo(Reason.BELOW_ENTITLEMENT);
  }

  @Test
  void aRouterThatAsksForLessCannotTell() {
    assertThat(met(ran(LEFT_ALONE, false, RIGHT_ALONE, false), Optional.of(0.5)).reason())
        .isEqualTo(Reason.NOT_BACKLOGGED);
    assertThat(met(ran(0.1, true, 0.1, false), Optional.of(0.5)).reason())
        .isEqualTo(Reason.NOT_BACKLOGGED);
  }

  @Test
  void nothingIsKnownWithoutAReport() {
    assertThat(met(Contact.NONE, Optional.of(0.5)).reason()).isEqualTo(Reason.NO_REPORT);
  }

  /** What the status says of a router that is entitled to half a core. */
  private Fact met(Contact contact, Optional<Double> dueCores) {
    ObservedForwarder forwarder =
        Samples.observed(Samples.forwarder(7, Samples.assigned(router, 1)), contact);
    Plan plan = new Plan(Map.of(), Map.of(), Map.of("edge-uid", 0.5), 0);
    Admission admission =
        new Admission(
            router, 0, Fact.yes(Reason.ACCEPTED, "The pool takes the router."), Optional.empty());
    return new RouterOutcomeFactory(
            plan, dueCores.map(this::tick), "Nothing was decided yet.", PlacementHistory.NONE)
        .outcome(
            admission,
            RouterVersion.of(router, ClickParameters.NONE),
            Optional.of(new ConfiguredForwarder(forwarder, Refusals.NONE)))
        .entitlementMet();
  }

  private RebalanceDecision tick(double dueCores) {
    PoolForecast forecast = new PoolForecast(0, 1);
    return new RebalanceDecision(
        Reason.WITHIN_THRESHOLD,
        "All is well.",
        "Demand",
        "",
        List.of(),
        forecast,
        forecast,
        Map.of("edge-uid", dueCores),
        Map.of("edge-uid", dueCores),
        Optional.empty(),
        false,
        false,
        List.of());
  }

  private static Contact ran(
      double left, boolean leftBacklogged, double right, boolean rightBacklogged) {
    Report before = report(0, path("left", 0, false), path("right", 0, false));
    Report after =
        report(1, path("left", left, leftBacklogged), path("right", right, rightBacklogged));
    return Contact.NONE
        .answered(before, Samples.topology(), Samples.NOW)
        .answered(after, Samples.topology(), Samples.NOW.plusSeconds(1));
  }

  private static Report report(long second, Report.Path... paths) {
    long elapsed = CYCLES * (second + 1);
    Report.Worker worker = new Report.Worker(0, 1, elapsed, 0, elapsed, 0, 0);
    Report.Router reported =
        new Report.Router("edge-uid", 3, null, "tenant-a/edge", List.of(), List.of(paths));
    return new Report(
        "boot",
        "forwarder-uid",
        7,
        second * 1_000_000_000 + 1,
        CYCLES,
        List.of(worker),
        List.of(reported));
  }

  /** As it is after a second in which it ran for this part of the time. */
  private static Report.Path path(String name, double busy, boolean backlogged) {
    long dispatches = busy > 0 ? 100 : 0;
    return new Report.Path(
        name,
        0,
        "Forwarding",
        (long) (busy * CYCLES),
        dispatches,
        backlogged ? dispatches : 0,
        dispatches,
        0,
        dispatches,
        0,
        0,
        null,
        Map.of(),
        null,
        null,
        null);
  }
}
