package dev.fairlane.operator.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.api.v1alpha1.Entitlement;
import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.RouterInterface;
import dev.fairlane.api.v1alpha1.Tenant;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.api.v1alpha1.VirtualRouterSpec;
import dev.fairlane.operator.decide.Evaluation;
import dev.fairlane.operator.decide.Plan;
import dev.fairlane.operator.decide.Verdict;
import dev.fairlane.operator.decide.VerdictChain;
import dev.fairlane.operator.model.ClickParameters;
import dev.fairlane.operator.model.Contact;
import dev.fairlane.operator.model.Fact;
import dev.fairlane.operator.model.ObservedForwarder;
import dev.fairlane.operator.model.PoolSnapshot;
import dev.fairlane.operator.model.Reason;
import dev.fairlane.operator.model.ReleaseToken;
import dev.fairlane.operator.model.Samples;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlacementPlannerTest {

  private final VirtualRouter first = Samples.bridge("first", 1, Samples.NOW);
  private final VirtualRouter second = Samples.bridge("second", 1, Samples.NOW);

  @Test
  void placesANewRouterOnFreeDevicesAndLeavesTheOthersWhereTheyAre() {
    var forwarder =
        Samples.observed(
            Samples.forwarder(2, Samples.assigned(first, 0)), Samples.contact(2, first));
    Evaluation evaluation = evaluation(forwarder, first, second);

    Plan plan = plan(evaluation);

    List<AssignedRouter> routers = plan.routers().get("edge-a");
    assertThat(routers.get(0).interfaces()).isEqualTo(Samples.assigned(first, 0).interfaces());
    assertThat(routers.get(1).interfaces()).isEqualTo(Samples.assigned(second, 1).interfaces());
    assertThat(plan.moves()).isZero();
    assertThat(plan.entitledCores()).containsEntry("first-uid", 0.5);
    assertThat(VerdictChain.judge(evaluation, plan))
        .isInstanceOfSatisfying(
            Verdict.Place.class,
            place ->
                assertThat(place.message())
                    .isEqualTo("1 routers placed, 0 removed, 0 paths moved."));
  }

  @Test
  void changesNothingWhenItIsAskedAgain() {
    var empty = Samples.observed(Samples.forwarder(1), Samples.contact(1));
    AssignedRouter[] placed =
        plan(evaluation(empty, first, second))
            .routers()
            .get("edge-a")
            .toArray(AssignedRouter[]::new);
    var forwarder =
        Samples.observed(Samples.forwarder(2, placed), Samples.contact(2, first, second));
    Evaluation again = evaluation(forwarder, first, second);

    assertThat(VerdictChain.judge(again, plan(again))).isEqualTo(new Verdict.NoChange());
  }

  @Test
  void raisesTheGenerationOfARouterThatWasChanged() {
    var forwarder =
        Samples.observed(
            Samples.forwarder(2, Samples.assigned(first, 0)), Samples.contact(2, first));
    Evaluation evaluation = evaluation(forwarder, Samples.bridge("first", 7, Samples.NOW));

    assertThat(plan(evaluation).routers().get("edge-a").get(0).generation()).isEqualTo(7);
    assertThat(VerdictChain.judge(evaluation, plan(evaluation))).isInstanceOf(Verdict.Place.class);
  }

  @Test
  void leavesARouterWhoseNewGraphIsRefusedAsItIs() {
    VirtualRouter former =
        Samples.click("first", 1, "FromDevice(left) -> Counter -> ToDevice(right);");
    VirtualRouter broken = Samples.click("first", 2, "FromDevice(left) -> Counter;");
    broken.setSpec(
        new VirtualRouterSpec(
            broken.getSpec().poolRef(),
            broken.getSpec().placement(),
            broken.getSpec().entitlement(),
            List.of(new RouterInterface("other", "customers", null, null)),
            broken.getSpec().forwarding()));
    var empty = Samples.observed(Samples.forwarder(1), Samples.contact(1));
    AssignedRouter[] placed =
        plan(evaluation(empty, former)).routers().get("edge-a").toArray(AssignedRouter[]::new);
    var forwarder = Samples.observed(Samples.forwarder(2, placed), Samples.contact(2, former));
    Evaluation evaluation = evaluation(forwarder, broken);

    assertThat(VerdictChain.judge(evaluation, plan(evaluation))).isEqualTo(new Verdict.NoChange());
  }

  @Test
  void assignsAnewWhenTheReleaseAnnotationChanges() {
    var forwarder =
        Samples.observed(
            Samples.forwarder(2, Samples.assigned(first, 0)), Samples.contact(2, first));
    first.getMetadata().setAnnotations(Map.of(ReleaseToken.ANNOTATION, "try again, please"));

    Evaluation evaluation = evaluation(forwarder, first);
    AssignedRouter assigned = plan(evaluation).routers().get("edge-a").get(0);

    assertThat(assigned.release()).matches("[0-9a-f]{32}");
    assertThat(assigned.interfaces()).isEqualTo(Samples.assigned(first, 0).interfaces());
    assertThat(VerdictChain.judge(evaluation, plan(evaluation))).isInstanceOf(Verdict.Place.class);
  }

  @Test
  void assignsAnewWhenAValueOfAParameterChanges() {
    assertThat(releaseWith("drop all")).isEqualTo(releaseWith("drop all"));
    assertThat(releaseWith("drop all")).isNotEqualTo(releaseWith("pass all"));
  }

  private String releaseWith(String program) {
    PoolSnapshot bare =
        Samples.snapshot(
            Samples.pool(100),
            List.of(
                Samples.observed(
                    Samples.forwarder(2, Samples.assigned(first, 0)), Samples.contact(2, first))),
            first);
    var parameters = new ClickParameters(Map.of("program", program), List.of());
    PoolSnapshot snapshot =
        new PoolSnapshot(
            bare.time(),
            bare.pool(),
            bare.nodes(),
            bare.forwarders(),
            bare.routers(),
            bare.namespaceLabels(),
            Map.of(first.getMetadata().getUid(), parameters));
    return plan(Evaluation.of(snapshot, Samples.graphs())).routers().get("edge-a").get(0).release();
  }

  @Test
  void decidesNothingWithoutAFreshReport() {
    var silent = Samples.observed(Samples.forwarder(1), Contact.NONE);
    Evaluation evaluation = evaluation(silent, first);

    assertThat(VerdictChain.judge(evaluation, plan(evaluation)))
        .isEqualTo(new Verdict.NotReady("None of the pool's 1 forwarders gave a fresh report."));
  }

  @Test
  void saysWhichRoutersHaveNoPlaceAndWhy() {
    VirtualRouter third = Samples.bridge("third", 1, Samples.NOW);
    var forwarder =
        Samples.observed(
            Samples.forwarder(2, Samples.assigned(first, 0), Samples.assigned(second, 1)),
            Samples.contact(2, first, second));

    Plan plan = plan(evaluation(forwarder, first, second, third));

    assertThat(plan.unplaced().get("third-uid").reason())
        .isEqualTo(Reason.INSUFFICIENT_ATTACHMENTS);
    assertThat(plan.routers().get("edge-a")).hasSize(2);
  }

  @Test
  void tellsARouterHowMuchOfItsGuaranteeCouldBeHonoured() {
    ForwarderPool pool = Samples.pool(100);
    Tenant tenant = pool.getSpec().tenants().get(0);
    Tenant generous = new Tenant(tenant.namespaceSelector(), 100, 100, null, new Quantity("800m"));
    pool.setSpec(Samples.with(pool.getSpec(), generous));
    guarantee(first, "600m");
    guarantee(second, "300m");
    var forwarder = Samples.observed(Samples.forwarder(1), Samples.contact(1));

    Plan plan =
        plan(
            Evaluation.of(
                Samples.snapshot(pool, List.of(forwarder), first, second), Samples.graphs()));

    assertThat(plan.entitledCores().get("first-uid")).isCloseTo(0.6, within(1e-9));
    assertThat(plan.entitledCores().get("second-uid")).isCloseTo(0.4, within(1e-9));
    assertThat(plan.refusedFloors()).containsOnlyKeys("second-uid");
    Fact refused = plan.refusedFloors().get("second-uid");
    assertThat(refused.reason()).isEqualTo(Reason.FLOOR_UNAVAILABLE);
    assertThat(refused.message())
        .startsWith(
            "spec.entitlement.guaranteedCores is 300m, and at most 200m can be guaranteed now: ");
  }

  private static void guarantee(VirtualRouter router, String cores) {
    VirtualRouterSpec spec = router.getSpec();
    router.setSpec(
        new VirtualRouterSpec(
            spec.poolRef(),
            spec.placement(),
            new Entitlement(100, null, new Quantity(cores)),
            spec.interfaces(),
            spec.forwarding()));
  }

  private static Plan plan(Evaluation evaluation) {
    return new PlacementPlanner().plan(evaluation);
  }

  private static Evaluation evaluation(ObservedForwarder forwarder, VirtualRouter... routers) {
    return Evaluation.of(
        Samples.snapshot(Samples.pool(100), List.of(forwarder), routers), Samples.graphs());
  }
}
