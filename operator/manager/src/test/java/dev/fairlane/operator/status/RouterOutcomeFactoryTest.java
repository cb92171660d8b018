package dev.fairlane.operator.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.fairlane.api.v1alpha1.PathStatus;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.operator.configuration.ConfiguredForwarder;
import dev.fairlane.operator.configuration.Refusals;
import dev.fairlane.operator.control.Report;
import dev.fairlane.operator.decide.Admission;
import dev.fairlane.operator.decide.Plan;
import dev.fairlane.operator.model.Contact;
import dev.fairlane.operator.model.Fact;
import dev.fairlane.operator.model.ObservedForwarder;
import dev.fairlane.operator.model.Reason;
import dev.fairlane.operator.model.RouterOutcome;
import dev.fairlane.operator.model.RouterVersion;
import dev.fairlane.operator.model.Samples;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouterOutcomeFactoryTest {

  private final VirtualRouter router = Samples.bridge("edge", 3, Samples.NOW);
  private final Admission admission =
      new Admission(
          router, 0, Fact.yes(Reason.ACCEPTED, "The pool takes the router."), Optional.empty());

  @Test
  void isReadyWhenEveryPathForwards() {
    assertThat(outcome(Samples.contact(7, router)).ready())
        .isEqualTo(Fact.yes(Reason.FORWARDING, "Every path forwards."));
  }

  @Test
  void tellsTheEvidenceAgainstAQuarantinedPathAndWhatLetsGoOfIt() {
    RouterOutcome outcome = outcome(quarantined(3));

    assertThat(outcome.ready())
        .isEqualTo(
            Fact.no(
                Reason.PATH_QUARANTINED,
                "The path of interface left was quarantined: it did not come back in time (element bridge_cross,"
                    + " 50000000 cycles, 1 packets, the first is 0200ab). To have it forward again, change the"
                    + " router's spec, or set its annotation fairlane.dev/release to another value."));
    assertThat(outcome.shown().paths())
        .extracting(PathStatus::name, PathStatus::state)
        .contains(tuple("left", "Quarantined"));
  }

  @Test
  void saysNothingOfAQuarantineOfAGenerationThatIsGone() {
    assertThat(outcome(quarantined(2)).ready().reason()).isEqualTo(Reason.CONFIGURING);
  }

  @Test
  void saysWhichDeviceDoesNotStartAndWhatToChange() {
    assertThat(outcome(silent()).ready())
        .isEqualTo(
            Fact.no(
                Reason.INTERFACE_DOWN,
                "The interface right is silent: its device customers-0 does not start: Input/output error."
                    + " See on the node a whether the physical function is up and its virtual functions are bound"
                    + " to vfio-pci; then delete the pod of the forwarder edge-a: its devices are started again."));
  }

  @Test
  void saysThatARouterThatWaitsForAnotherPlaceStillForwardsWhereItIs() {
    ObservedForwarder forwarder =
        Samples.observed(
            Samples.forwarder(7, Samples.assigned(router, 1)), Samples.contact(7, router));
    Fact waits = Fact.no(Reason.FORWARDER_NOT_READY, "The forwarder own-edge starts.");
    var plan = new Plan(Map.of(), Map.of("edge-uid", waits), Map.of("edge-uid", 0.5), 0);

    RouterOutcome outcome =
        new RouterOutcomeFactory(
                plan, Optional.empty(), "Nothing was decided yet.", PlacementHistory.NONE)
            .outcome(
                admission,
                new RouterVersion(3, ""),
                Optional.of(new ConfiguredForwarder(forwarder, Refusals.NONE)));

    assertThat(outcome.placed())
        .isEqualTo(
            Fact.no(
                Reason.FORWARDER_NOT_READY,
                "The router still runs in the forwarder edge-a. The forwarder own-edge starts."));
    assertThat(outcome.ready().holds()).isTrue();
  }

  private static Contact quarantined(long generation) {
    return reporting(
        new Report.Router(
            "edge-uid",
            generation,
            null,
            "tenant-a/edge",
            List.of(),
            List.of(Samples.quarantined())));
  }

  /** Every path forwards, and the second interface's device did not start. */
  private Contact silent() {
    Report.Router applied = Samples.contact(7, router).report().orElseThrow().routers().getFirst();
    List<Report.Interface> interfaces =
        List.of(
            new Report.Interface("left", "uplink-0", "02:00:00:00:00:01", 1500, true, null),
            new Report.Interface(
                "right", "customers-0", "02:00:00:00:00:02", 1500, true, "Input/output error"));
    return reporting(
        new Report.Router(
            applied.uid(),
            applied.generation(),
            null,
            applied.name(),
            interfaces,
            applied.paths()));
  }

  private static Contact reporting(Report.Router reported) {
    var worker = new Report.Worker(0, 1, 100, 0, 100, 0, 0);
    var report =
        new Report("boot", "forwarder-uid", 7, 100, 1_000_000, List.of(worker), List.of(reported));
    return Contact.NONE.answered(report, Samples.topology(), Samples.NOW);
  }

  private RouterOutcome outcome(Contact contact) {
    ObservedForwarder forwarder =
        Samples.observed(Samples.forwarder(7, Samples.assigned(router, 1)), contact);
    var plan = new Plan(Map.of(), Map.of(), Map.of("edge-uid", 0.5), 0);
    return new RouterOutcomeFactory(
            plan, Optional.empty(), "Nothing was decided yet.", PlacementHistory.NONE)
        .outcome(
            admission,
            new RouterVersion(3, ""),
            Optional.of(new ConfiguredForwarder(forwarder, Refusals.NONE)));
  }
}
