package dev.fairlane.operator.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlane.api.v1alpha1.AssignedInterface;
import dev.fairlane.api.v1alpha1.AssignedPath;
import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.api.v1alpha1.Forwarding;
import dev.fairlane.api.v1alpha1.RouterInterface;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.api.v1alpha1.VirtualRouterSpec;
import dev.fairlane.api.v1alpha1.WorkerShare;
import dev.fairlane.operator.control.Report;
import dev.fairlane.operator.decide.Evaluation;
import dev.fairlane.operator.decide.Plan;
import dev.fairlane.operator.model.Contact;
import dev.fairlane.operator.model.Reason;
import dev.fairlane.operator.model.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The router edge runs on uplink-0 and customers-0 (generation 1). Its generation 2, with both
 * interfaces on the network customers, is assigned customers-1 and customers-0.
 */
class HeldDevicesTest {

  private static final AssignedRouter ASSIGNED =
      new AssignedRouter(
          "edge-uid",
          2,
          Samples.TENANT,
          "edge",
          null,
          List.of(
              new AssignedInterface("left", "customers-1"),
              new AssignedInterface("right", "customers-0")),
          List.of(new AssignedPath("left", 0), new AssignedPath("right", 0)),
          List.of(new WorkerShare(0, 500_000, null)));

  private final VirtualRouter edge = router("edge", 2, "customers", "customers");
  private final VirtualRouter other = router("other", 1, "uplink", "uplink");

  @Test
  void givesNobodyADeviceOnWhichTheFormerGenerationGoesOn() {
    Plan plan = plan(1, "uplink-0", edge, other);

    assertThat(plan.unplaced().get("other-uid").reason())
        .isEqualTo(Reason.INSUFFICIENT_ATTACHMENTS);
    assertThat(plan.routers().get("edge-a")).hasSize(1);
    assertThat(assigned(plan).interfaces()).isEqualTo(ASSIGNED.interfaces());
  }

  @Test
  void givesTheDeviceAwayWhenTheForwarderHasTakenTheNewGeneration() {
    Plan plan = plan(2, "customers-1", edge, other);

    assertThat(plan.unplaced()).isEmpty();
    assertThat(plan.routers().get("edge-a")).hasSize(2);
  }

  @Test
  void holdsTheDeviceFromTheTurnInWhichTheRouterIsChanged() {
    AssignedRouter former =
        new AssignedRouter(
            "edge-uid",
            1,
            Samples.TENANT,
            "edge",
            null,
            List.of(
                new AssignedInterface("left", "uplink-0"),
                new AssignedInterface("right", "customers-0")),
            ASSIGNED.paths(),
            ASSIGNED.shares());

    Plan plan = plan(former, 1, "uplink-0", edge, other);

    assertThat(assigned(plan).interfaces()).isEqualTo(ASSIGNED.interfaces());
    assertThat(plan.unplaced()).containsKey("other-uid");
  }

  @Test
  void letsTheRouterItselfGoBackToTheDevicesThatItStillHas() {
    VirtualRouter corrected = router("edge", 3, "uplink", "customers");

    Plan plan = plan(1, "uplink-0", corrected, other);

    assertThat(assigned(plan).interfaces())
        .containsExactly(
            new AssignedInterface("left", "uplink-0"),
            new AssignedInterface("right", "customers-0"));
  }

  @Test
  void holdsTheDevicesAlsoWhileTheGraphOfALaterGenerationIsRefused() {
    VirtualRouter mistaken = router("edge", 3, "customers", "customers");
    VirtualRouterSpec spec = mistaken.getSpec();
    mistaken.setSpec(
        new VirtualRouterSpec(
            spec.poolRef(),
            spec.placement(),
            spec.entitlement(),
            spec.interfaces(),
            new Forwarding(null, null, "FromDevice(left) -> ;")));

    Plan plan = plan(1, "uplink-0", mistaken, other);

    assertThat(plan.unplaced()).containsOnlyKeys("other-uid");
    assertThat(assigned(plan).interfaces()).isEqualTo(ASSIGNED.interfaces());
  }

  @Test
  void freesTheDevicesOfARouterThatIsNotWantedAnyMore() {
    Plan plan = plan(1, "uplink-0", other);

    assertThat(plan.unplaced()).isEmpty();
    assertThat(plan.routers().get("edge-a")).hasSize(1);
  }

  /**
   * @param applied the generation of edge that the forwarder reports
   * @param leftDevice the device of its interface left
   */
  private static Plan plan(long applied, String leftDevice, VirtualRouter... routers) {
    return plan(ASSIGNED, applied, leftDevice, routers);
  }

  private static Plan plan(
      AssignedRouter assigned, long applied, String leftDevice, VirtualRouter... routers) {
    List<Report.Interface> interfaces =
        List.of(
            new Report.Interface("left", leftDevice, "02:00:00:00:00:01", 1500, true, null),
            new Report.Interface("right", "customers-0", "02:00:00:00:00:02", 1500, true, null));
    var reported =
        new Report.Router("edge-uid", applied, null, "tenant-a/edge", interfaces, List.of());
    Report report =
        new Report(
            "boot",
            "forwarder-uid",
            2,
            100,
            1_000_000,
            List.of(new Report.Worker(0, 1, 100, 0, 100, 0, 0)),
            List.of(reported));
    var forwarder =
        Samples.observed(
            Samples.forwarder(2, assigned),
            Contact.NONE.answered(report, Samples.topology(), Samples.NOW));
    return new PlacementPlanner()
        .plan(
            Evaluation.of(
                Samples.snapshot(Samples.pool(100), List.of(forwarder), routers),
                Samples.graphs()));
  }

  private static AssignedRouter assigned(Plan plan) {
    return plan.routers().get("edge-a").stream()
        .filter(router -> router.uid().equals("edge-uid"))
        .findFirst()
        .orElseThrow();
  }

  private static VirtualRouter router(
      String name, long generation, String leftNetwork, String rightNetwork) {
    VirtualRouter router = Samples.bridge(name, generation, Samples.NOW);
    VirtualRouterSpec spec = router.getSpec();
    router.setSpec(
        new VirtualRouterSpec(
            spec.poolRef(),
            spec.placement(),
            spec.entitlement(),
            List.of(
                new RouterInterface("left", leftNetwork, null, null),
                new RouterInterface("right", rightNetwork, null, null)),
            spec.forwarding()));
    return router;
  }
}
