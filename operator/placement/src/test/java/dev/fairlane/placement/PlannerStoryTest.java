package dev.fairlane.placement;

import static dev.fairlane.placement.Pools.after;
import static dev.fairlane.placement.Pools.forwarder;
import static dev.fairlane.placement.Pools.input;
import static dev.fairlane.placement.Pools.placementOf;
import static dev.fairlane.placement.Pools.router;
import static dev.fairlane.placement.Pools.shared;
import static dev.fairlane.placement.Pools.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PlannerStoryTest {

  private static final ForwarderTopology EAST = forwarder("east", 2, 4, "uplink", "customers");
  private static final ForwarderTopology WEST = forwarder("west", 2, 4, "uplink", "customers");

  @Test
  void aCeilingIsDividedOverThePathsAndLeavesTheRestToTheOthers() {
    RouterRequest edge = router("a/edge", 100, "uplink", "customers");
    RouterRequest limited = changed(edge, OptionalDouble.of(0.4), edge.pathNames());

    Plan plan =
        Planner.plan(
            input(
                List.of(forwarder("only", 2, 4, "uplink", "customers")),
                limited,
                router("b/edge", 100, "uplink", "customers")));

    assertThat(placementOf(plan, "a/edge").entitlement()).isEqualTo(new Entitlement(0.4, true));
    assertThat(placementOf(plan, "b/edge").entitlement()).isEqualTo(new Entitlement(1.6, false));
    assertThat(placementOf(plan, "a/edge").shares())
        .containsExactly(
            new WorkerShare(0, 200_000, OptionalInt.of(200_000)),
            new WorkerShare(1, 200_000, OptionalInt.of(200_000)));
    assertThat(placementOf(plan, "b/edge").shares())
        .allSatisfy(share -> assertThat(share.limitPpm()).isEmpty());
  }

  @Test
  void interfacesSpreadOverSharedDevicesUntilEveryPlaceIsTaken() {
    ForwarderTopology only = shared(forwarder("only", 1, 2, "uplink"), 2);

    Plan plan =
        Planner.plan(
            input(
                List.of(only),
                router("a", 100, "uplink"),
                router("b", 100, "uplink"),
                router("c", 100, "uplink"),
                router("d", 100, "uplink"),
                router("e", 100, "uplink")));

    assertThat(plan.assignments())
        .flatExtracting(Assignment::devices)
        .extracting(DeviceAssignment::device)
        .containsExactly("uplink-0", "uplink-1", "uplink-0", "uplink-1");
    assertThat(plan.unplaced())
        .singleElement()
        .satisfies(
            unplaced ->
                assertThat(unplaced.reason()).isEqualTo(UnplacedReason.INSUFFICIENT_ATTACHMENTS));
  }

  @Test
  void aRouterWhoseInterfacesAreInputsOfOnePathCanUseOneCoreAndHasItsWholeShareThere() {
    RouterRequest edge = router("a/edge", 100, "uplink", "customers");
    RouterRequest joined =
        changed(edge, OptionalDouble.of(0.5), List.of(edge.interfaces().getFirst().name()));
    ForwarderTopology only = forwarder("only", 3, 4, "uplink", "customers");

    Plan limited = Planner.plan(input(List.of(only), joined));
    Plan whole =
        Planner.plan(
            input(List.of(only), changed(joined, OptionalDouble.empty(), joined.pathNames())));

    Placement place = placementOf(whole, "a/edge");
    assertThat(place.entitlement().cores()).isEqualTo(1);
    assertThat(place.assignment().devices()).hasSize(2);
    assertThat(place.assignment().paths()).hasSize(1);
    assertThat(place.shares()).containsExactly(new WorkerShare(0, 1_000_000));
    assertThat(placementOf(limited, "a/edge").shares())
        .containsExactly(new WorkerShare(0, 500_000, OptionalInt.of(500_000)));
  }

  private static RouterRequest changed(
      RouterRequest router, OptionalDouble ceilingCores, List<String> pathNames) {
    return new RouterRequest(
        router.uid(),
        router.name(),
        router.tenant(),
        router.weight(),
        router.floorCores(),
        ceilingCores,
        router.createdSeconds(),
        router.interfaces(),
        pathNames);
  }

  @Test
  void interfacesThatAreJoinedStayWhereTheFirstOneRan() {
    RouterRequest edge = router("a/edge", 100, "uplink", "customers");
    List<String> names = edge.interfaces().stream().map(InterfaceRequest::name).toList();
    ForwarderTopology only = forwarder("only", 2, 4, "uplink", "customers");
    Plan apart = Planner.plan(input(List.of(only), edge));
    RouterRequest joined = changed(edge, OptionalDouble.empty(), List.of(names.getLast()));

    Plan plan =
        Planner.plan(
            new PlacementInput(
                List.of(only), List.of(Pools.TENANT), List.of(joined), apart.assignments()));

    assertThat(placementOf(plan, "a/edge").assignment().paths())
        .containsExactly(new PathAssignment(names.getLast(), 1));
    assertThat(plan.moves()).isZero();
  }

  @Test
  void twoRoutersOfOneWeightShareTheOnlyWorkerEvenly() {
    Plan plan =
        Planner.plan(
            input(
                List.of(forwarder("only", 1, 4, "uplink", "customers")),
                router("a/edge", 100, "uplink", "customers"),
                router("b/edge", 100, "uplink", "customers")));

    assertThat(placementOf(plan, "a/edge").entitlement()).isEqualTo(new Entitlement(0.5, false));
    assertThat(placementOf(plan, "a/edge").shares()).containsExactly(new WorkerShare(0, 500_000));
    assertThat(placementOf(plan, "b/edge").shares()).containsExactly(new WorkerShare(0, 500_000));
  }

  @Test
  void pathsSpreadOverTheWorkers() {
    Plan plan = Planner.plan(input(List.of(EAST), router("a/edge", 100, "uplink", "customers")));

    assertThat(placementOf(plan, "a/edge").assignment().paths())
        .containsExactly(new PathAssignment("port0", 0), new PathAssignment("port1", 1));
    assertThat(placementOf(plan, "a/edge").shares())
        .containsExactly(new WorkerShare(0, 1_000_000), new WorkerShare(1, 1_000_000));
  }

  @Test
  void newRoutersGoToTheForwarderWithLessLoad() {
    PlacementInput one = input(List.of(EAST, WEST), router("a/first", 100, "uplink"));
    PlacementInput two =
        with(
            after(one, Planner.plan(one)),
            router("a/first", 100, "uplink"),
            router("b/second", 100, "uplink"));

    Plan plan = Planner.plan(two);

    assertThat(placementOf(plan, "a/first").assignment().forwarder()).isEqualTo("east");
    assertThat(placementOf(plan, "b/second").assignment().forwarder()).isEqualTo("west");
  }

  @Test
  void devicesAreGivenInTheOrderOfTheirNumbers() {
    Plan plan =
        Planner.plan(
            input(
                List.of(forwarder("east", 1, 11, "uplink")),
                router("a/edge", 100, "uplink", "uplink", "uplink")));

    assertThat(placementOf(plan, "a/edge").assignment().devices())
        .extracting(DeviceAssignment::device)
        .containsExactly("uplink-0", "uplink-1", "uplink-2");
  }

  @Test
  void aRouterKeepsItsDevicesWhenItGetsOneInterfaceMore() {
    PlacementInput before =
        input(List.of(EAST), router("a/edge", 100, "uplink"), router("b/edge", 100, "uplink"));
    PlacementInput wider =
        with(
            after(before, Planner.plan(before)),
            router("a/edge", 100, "uplink", "uplink"),
            router("b/edge", 100, "uplink"));

    Plan plan = Planner.plan(wider);

    assertThat(placementOf(plan, "a/edge").assignment().devices())
        .containsExactly(
            new DeviceAssignment("port0", "uplink-0"), new DeviceAssignment("port1", "uplink-2"));
    assertThat(plan.moves()).isZero();
  }

  @Test
  void onlyTheRoutersOfALostForwarderMove() {
    PlacementInput before =
        input(
            List.of(EAST, WEST), router("a/edge", 100, "uplink"), router("b/edge", 100, "uplink"));
    PlacementInput broken = with(after(before, Planner.plan(before)), List.of(WEST));

    Plan plan = Planner.plan(broken);

    assertThat(plan.on("west")).hasSize(2);
    assertThat(plan.moves()).isEqualTo(1);
  }

  @Test
  void onlyThePathsOfALostWorkerMove() {
    PlacementInput before = input(List.of(EAST), router("a/edge", 100, "uplink", "customers"));
    PlacementInput smaller =
        with(
            after(before, Planner.plan(before)),
            List.of(forwarder("east", 1, 4, "uplink", "customers")));

    Plan plan = Planner.plan(smaller);

    assertThat(placementOf(plan, "a/edge").assignment().paths())
        .containsExactly(new PathAssignment("port0", 0), new PathAssignment("port1", 0));
    assertThat(plan.moves()).isEqualTo(1);
  }

  @Test
  void whatRunsStaysWhileAForwarderHasNotToldItsWorkers() {
    PlacementInput before = input(List.of(EAST), router("a/edge", 100, "uplink", "customers"));
    Plan known = Planner.plan(before);
    PlacementInput silent =
        with(after(before, known), List.of(forwarder("east", 0, 4, "uplink", "customers")));

    assertThat(Planner.plan(silent)).isEqualTo(known);
  }

  @Test
  void aRouterMovesAsAWholeWhenItsForwarderLacksADevice() {
    ForwarderTopology narrow = forwarder("east", 1, 1, "uplink");
    PlacementInput before = input(List.of(narrow), router("a/edge", 100, "uplink"));
    PlacementInput wider =
        with(
            with(after(before, Planner.plan(before)), List.of(narrow, WEST)),
            router("a/edge", 100, "uplink", "uplink"));

    Plan plan = Planner.plan(wider);

    assertThat(placementOf(plan, "a/edge").assignment().forwarder()).isEqualTo("west");
    assertThat(placementOf(plan, "a/edge").assignment().devices()).hasSize(2);
  }

  @Test
  void ofTwoRoutersThatClaimOneDeviceTheFirstKeepsIt() {
    PlacementInput wishes =
        input(List.of(EAST), router("a/edge", 100, "uplink"), router("b/edge", 100, "uplink"));
    PlacementInput claimed =
        new PlacementInput(
            wishes.forwarders(),
            wishes.tenants(),
            wishes.routers(),
            List.of(claim("uid-of-b/edge", "uplink-3", 1), claim("uid-of-a/edge", "uplink-3", 0)));

    Plan plan = Planner.plan(claimed);

    assertThat(placementOf(plan, "a/edge").assignment())
        .isEqualTo(claim("uid-of-a/edge", "uplink-3", 0));
    assertThat(placementOf(plan, "b/edge").assignment())
        .isEqualTo(claim("uid-of-b/edge", "uplink-0", 1));
  }

  private static Assignment claim(String uid, String device, int worker) {
    return new Assignment(
        uid,
        "east",
        List.of(new DeviceAssignment("port0", device)),
        List.of(new PathAssignment("port0", worker)));
  }
}
