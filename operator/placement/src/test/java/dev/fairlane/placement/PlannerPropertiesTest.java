package dev.fairlane.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(PoolArbitraries.class)
@Domain(DomainContext.Global.class)
class PlannerPropertiesTest {

  @Property
  void everyRouterIsPlacedOrTheReasonIsTold(@ForAll PlacementInput input) {
    Plan plan = Planner.plan(input);

    List<String> answered =
        new ArrayList<>(plan.assignments().stream().map(Assignment::routerUid).toList());
    plan.unplaced().forEach(unplaced -> answered.add(unplaced.routerUid()));
    assertThat(answered)
        .containsExactlyInAnyOrderElementsOf(
            input.routers().stream().map(RouterRequest::uid).toList());
  }

  @Property
  void planningWhatIsPlannedChangesNothing(@ForAll PlacementInput input) {
    Plan plan = Planner.plan(input);

    Plan again = Planner.plan(Pools.after(input, plan));

    assertThat(again.placements()).isEqualTo(plan.placements());
    assertThat(again.unplaced()).isEqualTo(plan.unplaced());
    assertThat(again.moves()).isZero();
  }

  @Property
  void aNewRouterMovesNobody(@ForAll PlacementInput input, @ForAll @IntRange(max = 11) int pick) {
    Assume.that(!input.routers().isEmpty());
    int index = pick % input.routers().size();
    List<RouterRequest> others = new ArrayList<>(input.routers());
    RouterRequest added = others.remove(index);
    PlacementInput before =
        new PlacementInput(input.forwarders(), input.tenants(), others, List.of());
    Plan plan = Planner.plan(before);

    Plan grown =
        Planner.plan(
            new PlacementInput(
                input.forwarders(), input.tenants(), input.routers(), plan.assignments()));

    assertThat(withoutRouter(grown.assignments(), added)).isEqualTo(plan.assignments());
  }

  @Property
  void theRemovalOfARouterMovesNobody(
      @ForAll PlacementInput input, @ForAll @IntRange(max = 11) int pick) {
    Assume.that(!input.routers().isEmpty());
    int index = pick % input.routers().size();
    Plan plan = Planner.plan(input);
    List<RouterRequest> others = new ArrayList<>(input.routers());
    RouterRequest removed = others.remove(index);

    Plan shrunk =
        Planner.plan(
            new PlacementInput(input.forwarders(), input.tenants(), others, plan.assignments()));

    assertThat(shrunk.assignments()).containsAll(withoutRouter(plan.assignments(), removed));
    assertThat(shrunk.moves()).isZero();
  }

  @Property
  void theOrderOfTheInputChangesNothing(@ForAll PlacementInput input, @ForAll Random random) {
    Plan plan = Planner.plan(input);

    Plan shuffled =
        Planner.plan(
            new PlacementInput(
                shuffled(input.forwarders(), random),
                shuffled(input.tenants(), random),
                shuffled(input.routers(), random),
                shuffled(input.current(), random)));

    assertThat(shuffled).isEqualTo(plan);
  }

  @Property
  void noDeviceIsGivenToMoreInterfacesThanItHasPlacesAndEachIsOnItsNetwork(
      @ForAll PlacementInput input) {
    Plan plan = Planner.plan(input);

    Map<String, Integer> given = new HashMap<>();
    for (Assignment assignment : plan.assignments()) {
      RouterRequest router = routerOf(input, assignment);
      assertThat(assignment.devices()).hasSameSizeAs(router.interfaces());
      for (InterfaceRequest port : router.interfaces()) {
        String name = assignment.deviceOf(port.name()).orElseThrow();
        Device device =
            forwarderOf(input, assignment).devices().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        assertThat(device.network()).isEqualTo(port.network());
        assertThat(given.merge(assignment.forwarder() + "/" + name, 1, Integer::sum))
            .isLessThanOrEqualTo(device.places());
      }
    }
  }

  @Property
  void everyPathIsOnAWorkerOfItsForwarderThatHasAShareForIt(@ForAll PlacementInput input) {
    for (Placement placement : Planner.plan(input).placements()) {
      Assignment assignment = placement.assignment();
      List<Integer> workers = assignment.paths().stream().map(PathAssignment::worker).toList();
      assertThat(assignment.paths()).hasSameSizeAs(routerOf(input, assignment).interfaces());
      List<Integer> known = forwarderOf(input, assignment).workers();
      assertThat(known.isEmpty() || known.containsAll(workers)).isTrue();
      assertThat(placement.shares())
          .extracting(WorkerShare::worker)
          .containsExactlyElementsOf(new TreeSet<>(workers));
      assertThat(placement.shares())
          .allMatch(share -> share.sharePpm() >= 1 && share.sharePpm() <= 1_000_000);
    }
  }

  @Property
  void whatCanStayStays(@ForAll PlacementInput input) {
    Plan plan = Planner.plan(input);

    for (Assignment present : input.current()) {
      if (isPossibleAlone(input, present)) {
        assertThat(plan.assignments()).contains(present);
      }
    }
  }

  /** Everything that it names exists, and no other present assignment is on its forwarder. */
  private static boolean isPossibleAlone(PlacementInput input, Assignment present) {
    boolean alone =
        input.current().stream()
            .filter(other -> other.forwarder().equals(present.forwarder()))
            .allMatch(present::equals);
    RouterRequest router = routerOf(input, present);
    List<String> devices = present.devices().stream().map(DeviceAssignment::device).toList();
    return alone
        && new HashSet<>(devices).size() == devices.size()
        && input.forwarders().stream()
            .filter(forwarder -> forwarder.name().equals(present.forwarder()))
            .anyMatch(forwarder -> has(forwarder, router, present));
  }

  private static boolean has(
      ForwarderTopology forwarder, RouterRequest router, Assignment present) {
    return router.interfaces().stream()
            .allMatch(
                port ->
                    forwarder.devices().stream()
                        .filter(device -> device.network().equals(port.network()))
                        .anyMatch(
                            device ->
                                device.name().equals(present.deviceOf(port.name()).orElseThrow())))
        && present.paths().stream().allMatch(path -> forwarder.workers().contains(path.worker()));
  }

  private static <T> List<T> shuffled(List<T> list, Random random) {
    List<T> copy = new ArrayList<>(list);
    Collections.shuffle(copy, random);
    return copy;
  }

  private static List<Assignment> withoutRouter(
      List<Assignment> assignments, RouterRequest router) {
    return assignments.stream()
        .filter(assignment -> !assignment.routerUid().equals(router.uid()))
        .toList();
  }

  private static RouterRequest routerOf(PlacementInput input, Assignment assignment) {
    return input.routers().stream()
        .filter(router -> router.uid().equals(assignment.routerUid()))
        .findFirst()
        .orElseThrow();
  }

  private static ForwarderTopology forwarderOf(PlacementInput input, Assignment assignment) {
    return input.forwarders().stream()
        .filter(forwarder -> forwarder.name().equals(assignment.forwarder()))
        .findFirst()
        .orElseThrow();
  }
}
