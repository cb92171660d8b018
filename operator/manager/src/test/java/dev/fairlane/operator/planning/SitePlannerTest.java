package dev.fairlane.operator.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlane.api.v1alpha1.AssignedPath;
import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.api.v1alpha1.DomU;
import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.Placement;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.api.v1alpha1.WorkerShare;
import dev.fairlane.operator.control.Report;
import dev.fairlane.operator.control.Topology;
import dev.fairlane.operator.decide.Admission;
import dev.fairlane.operator.decide.Evaluation;
import dev.fairlane.operator.decide.Plan;
import dev.fairlane.operator.model.Contact;
import dev.fairlane.operator.model.Fact;
import dev.fairlane.operator.model.ObservedForwarder;
import dev.fairlane.operator.model.PoolSnapshot;
import dev.fairlane.operator.model.Reason;
import dev.fairlane.operator.model.RouterDevices;
import dev.fairlane.operator.model.Samples;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A router on its way from the pool's forwarder edge-a to its own, own-edge, and back. */
class SitePlannerTest {

  private static final String DOM0 = "edge-a";
  private static final String OWN = "own-edge";

  private final SitePlanner planner = new SitePlanner(new PlacementPlanner());

  @Test
  void asksForAForwarderAndLeavesTheRouterWhereItIsUntilThen() {
    VirtualRouter router = router(Placement.DOMU, null);

    Plan plan = plan(router, dom0(router, true, true));

    assertThat(plan.domUs()).hasSize(1);
    assertThat(plan.domUs().getFirst().node()).isEqualTo("a");
    assertThat(plan.domUs().getFirst().devices())
        .isEqualTo(RouterDevices.of(router, Samples.pool(100).getSpec()));
    assertThat(uids(plan, DOM0)).containsExactly("edge-uid");
    assertThat(plan.unplaced().get("edge-uid").reason()).isEqualTo(Reason.FORWARDER_NOT_READY);
  }

  @Test
  void isTakenFromTheFormerForwarderOnlyWhenItsOwnIsReady() {
    VirtualRouter router = router(Placement.DOMU, null);

    Plan starting = plan(router, dom0(router, true, true), own(router, 0, false, false));
    Plan ready = plan(router, dom0(router, true, true), own(router, 1, false, false));

    assertThat(uids(starting, DOM0)).containsExactly("edge-uid");
    assertThat(uids(ready, DOM0)).isEmpty();
    assertThat(uids(ready, OWN)).isEmpty();
    assertThat(ready.unplaced().get("edge-uid").reason()).isEqualTo(Reason.HANDING_OVER);
  }

  @Test
  void isInItsOwnForwarderOnlyWhenTheFormerOneReportsThatItLeft() {
    VirtualRouter router = router(Placement.DOMU, null);

    Plan leaving = plan(router, dom0(router, false, true), own(router, 1, false, false));
    Plan left = plan(router, dom0(router, false, false), own(router, 1, false, false));

    assertThat(uids(leaving, OWN)).isEmpty();
    assertThat(uids(left, OWN)).containsExactly("edge-uid");
    assertThat(left.unplaced()).isEmpty();
  }

  @Test
  void goesBackOnlyWhenItsOwnForwarderReportsThatItLeft() {
    VirtualRouter router = router(Placement.DOM0, null);

    Plan present = plan(router, dom0(router, false, false), own(router, 1, true, true));
    Plan leaving = plan(router, dom0(router, false, false), own(router, 1, false, true));
    Plan left = plan(router, dom0(router, false, false), own(router, 1, false, false));

    for (Plan plan : List.of(present, leaving)) {
      assertThat(uids(plan, OWN)).isEmpty();
      assertThat(uids(plan, DOM0)).isEmpty();
      assertThat(plan.unplaced().get("edge-uid").reason()).isEqualTo(Reason.HANDING_OVER);
    }
    assertThat(uids(left, DOM0)).containsExactly("edge-uid");
    assertThat(left.domUs()).isEmpty();
  }

  @Test
  void staysInItsOwnForwarderWhileNoOtherHasRoom() {
    VirtualRouter router = router(Placement.DOM0, null);
    VirtualRouter first = Samples.bridge("first", 1, Samples.NOW);
    VirtualRouter second = Samples.bridge("second", 1, Samples.NOW);
    ObservedForwarder full =
        Samples.observed(
            Samples.forwarder(2, Samples.assigned(first, 0), Samples.assigned(second, 1)),
            Samples.contact(2, first, second));

    Plan plan = plan(List.of(first, second, router), full, own(router, 1, true, true));

    assertThat(uids(plan, OWN)).containsExactly("edge-uid");
    assertThat(plan.unplaced().get("edge-uid").reason()).isEqualTo(Reason.INSUFFICIENT_ATTACHMENTS);
  }

  @Test
  void spreadsItsPathsOverItsOwnWorkersAndLeavesThePoolToTheOthers() {
    VirtualRouter router = router(Placement.DOMU, new DomU(2, null));
    VirtualRouter other = Samples.bridge("other", 1, Samples.NOW);

    Plan plan =
        plan(
            List.of(other, router),
            Samples.observed(
                Samples.forwarder(2, Samples.assigned(other, 0)), Samples.contact(2, other)),
            own(router, 2, false, false));

    AssignedRouter assigned = plan.routers().get(OWN).getFirst();
    assertThat(assigned.paths())
        .containsExactly(new AssignedPath("left", 0), new AssignedPath("right", 1));
    assertThat(plan.entitledCores()).isEqualTo(Map.of("edge-uid", 2.0, "other-uid", 1.0));
  }

  @Test
  void isEntitledToNoMoreThanItsPodAsksFor() {
    VirtualRouter router = router(Placement.DOMU, new DomU(null, new Quantity("250m")));

    Plan plan = plan(router, dom0(router, false, false), own(router, 1, false, false));

    assertThat(plan.entitledCores().get("edge-uid")).isEqualTo(0.25);
    assertThat(plan.routers().get(OWN).getFirst().shares())
        .containsExactly(new WorkerShare(0, 250_000, null));
  }

  @Test
  void planningWhatIsPlannedMovesNothing() {
    VirtualRouter router = router(Placement.DOMU, new DomU(2, null));
    ObservedForwarder dom0 = dom0(router, false, false);
    Plan first = plan(router, dom0, own(router, 2, false, false));

    ObservedForwarder running =
        own(router, 2, first.routers().get(OWN), Optional.of(Samples.contact(1, router)));
    Plan second = plan(router, dom0, running);

    assertThat(second.routers()).isEqualTo(first.routers());
    assertThat(second.moves()).isZero();
  }

  private Plan plan(VirtualRouter router, ObservedForwarder... forwarders) {
    return plan(List.of(router), forwarders);
  }

  private Plan plan(List<VirtualRouter> routers, ObservedForwarder... forwarders) {
    PoolSnapshot snapshot =
        Samples.snapshot(
            Samples.pool(100), List.of(forwarders), routers.toArray(VirtualRouter[]::new));
    List<Admission> admissions =
        routers.stream()
            .map(
                each ->
                    new Admission(each, 0, Fact.yes(Reason.ACCEPTED, "Taken."), Optional.empty()))
            .toList();
    return planner.plan(new Evaluation(snapshot, admissions));
  }

  private static List<String> uids(Plan plan, String forwarder) {
    return plan.routers().get(forwarder).stream().map(AssignedRouter::uid).toList();
  }

  private static VirtualRouter router(Placement placement, DomU domU) {
    return Samples.placed(Samples.bridge("edge", 1, Samples.NOW), placement, domU);
  }

  private static ObservedForwarder dom0(VirtualRouter router, boolean assigned, boolean reported) {
    Forwarder forwarder =
        assigned ? Samples.forwarder(2, Samples.assigned(router, 0)) : Samples.forwarder(2);
    return Samples.observed(forwarder, reported ? Samples.contact(2, router) : Samples.contact(2));
  }

  /**
   * @param workers 0 for a forwarder that has not answered yet
   */
  private static ObservedForwarder own(
      VirtualRouter router, int workers, boolean assigned, boolean reported) {
    Optional<Contact> contact =
        workers == 0
            ? Optional.empty()
            : Optional.of(reported ? Samples.contact(1, router) : Samples.contact(1));
    List<AssignedRouter> routers = assigned ? List.of(Samples.assigned(router, 0)) : List.of();
    return own(router, workers, routers, contact);
  }

  private static ObservedForwarder own(
      VirtualRouter router, int workers, List<AssignedRouter> routers, Optional<Contact> contact) {
    Forwarder forwarder = Samples.ownForwarder(router, routers);
    return contact
        .map(each -> new ObservedForwarder(forwarder, with(each, workers), true))
        .orElseGet(() -> new ObservedForwarder(forwarder, Contact.NONE, false));
  }

  private static Contact with(Contact contact, int workers) {
    Topology topology = contact.topology().orElseThrow();
    Report report = contact.report().orElseThrow();
    return Contact.NONE.answered(
        report,
        new Topology(
            IntStream.range(0, workers)
                .mapToObj(index -> new Topology.Worker(index, index, 0, 0))
                .toList(),
            0,
            topology.coresMode(),
            topology.cpus(),
            topology.hugepages(),
            topology.devices()),
        Samples.NOW);
  }
}
