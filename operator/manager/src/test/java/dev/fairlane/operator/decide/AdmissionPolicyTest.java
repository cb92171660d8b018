package dev.fairlane.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlane.api.selection.LabelMatch;
import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.Placement;
import dev.fairlane.api.v1alpha1.Tenant;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.operator.model.Contact;
import dev.fairlane.operator.model.Fact;
import dev.fairlane.operator.model.ObservedForwarder;
import dev.fairlane.operator.model.PoolSnapshot;
import dev.fairlane.operator.model.Reason;
import dev.fairlane.operator.model.Samples;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirementBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdmissionPolicyTest {

  private final VirtualRouter old = Samples.bridge("z-old", 1, Samples.NOW.minusSeconds(60));
  private final VirtualRouter young = Samples.bridge("a-young", 1, Samples.NOW);

  @Test
  void givesThePlacesOfATenantToItsOldestRouters() {
    var admissions =
        AdmissionPolicy.admit(
            Samples.snapshot(Samples.pool(1), List.of(), young, old), Samples.graphs());

    assertThat(admissions)
        .extracting(each -> each.router().getMetadata().getName())
        .containsExactly("z-old", "a-young");
    assertThat(admissions)
        .extracting(each -> each.accepted().reason())
        .containsExactly(Reason.ACCEPTED, Reason.TOO_MANY_ROUTERS);
  }

  @Test
  void letsTheOldestRoutersOfATenantHavePodsOfTheirOwnAndTheOthersGoOnWhereTheyAre() {
    VirtualRouter first = Samples.placed(old, Placement.DOMU, null);
    VirtualRouter second = Samples.placed(young, Placement.DOMU, null);
    ForwarderPool pool = Samples.pool(10);
    Tenant tenant = pool.getSpec().tenants().getFirst();
    pool.setSpec(Samples.with(pool.getSpec(), new Tenant(tenant.namespaceSelector(), 100, 10, 1)));
    ObservedForwarder dom0 =
        Samples.observed(
            Samples.forwarder(2, Samples.assigned(second, 0)), Samples.contact(2, second));

    var admissions =
        AdmissionPolicy.admit(
            Samples.snapshot(pool, List.of(dom0), second, first), Samples.graphs());

    assertThat(admissions)
        .extracting(each -> each.accepted().reason())
        .containsExactly(Reason.ACCEPTED, Reason.DOM_U_NOT_ALLOWED);
    assertThat(admissions.get(1).accepted().message())
        .isEqualTo(
            "spec.placement: the pool edge takes at most 1 routers of this tenant with placement DomU, and as many older ones exist; use Dom0.");
    assertThat(admissions.get(1).kept()).contains(Samples.assigned(second, 0));
  }

  @Test
  void refusesANamespaceThatIsNotKnown() {
    PoolSnapshot known = Samples.snapshot(Samples.pool(1), List.of(), old);
    PoolSnapshot unknown =
        new PoolSnapshot(
            known.time(),
            known.pool(),
            known.nodes(),
            List.of(),
            known.routers(),
            Map.of(),
            Map.of());

    assertThat(AdmissionPolicy.admit(unknown, Samples.graphs()).get(0).accepted().reason())
        .isEqualTo(Reason.NAMESPACE_NOT_ALLOWED);
  }

  @Test
  void matchesLabelsAsKubernetesDoes() {
    var selector =
        new LabelSelectorBuilder()
            .addToMatchExpressions(requirement("tier", "In", "gold", "silver"))
            .addToMatchExpressions(requirement("old", "DoesNotExist"))
            .build();

    assertThat(LabelMatch.matches(selector, Map.of("tier", "gold"))).isTrue();
    assertThat(LabelMatch.matches(selector, Map.of("tier", "gold", "old", "yes"))).isFalse();
    assertThat(LabelMatch.matches(selector, Map.of("tier", "lead"))).isFalse();
    assertThat(LabelMatch.matches(new LabelSelectorBuilder().build(), Map.of())).isTrue();
  }

  private static LabelSelectorRequirement requirement(
      String key, String operator, String... values) {
    return new LabelSelectorRequirementBuilder()
        .withKey(key)
        .withOperator(operator)
        .withValues(values)
        .build();
  }

  @Test
  void refusesAGraphWithItsMistakesAndTakesTheOthers() {
    VirtualRouter broken =
        Samples.click("broken", 1, "FromDevice(left)\n  -> Conter -> ToDevice(middle);");
    VirtualRouter right = Samples.click("right", 1, "FromDevice(left) -> ToDevice(right);");

    List<Admission> admissions =
        AdmissionPolicy.admit(
            Samples.snapshot(Samples.pool(1), List.of(), broken, right), Samples.graphs());

    assertThat(admissions.get(0).accepted())
        .isEqualTo(
            Fact.no(
                Reason.GRAPH_REFUSED,
                "spec.forwarding.click: "
                    + "line 2, column 6: There is no element or element class \"Conter\". Did you mean \"Counter\"? "
                    + "line 2, column 25: DEVNAME must be an interface of the router, not \"middle\"."));
    assertThat(admissions.get(0).isPlaceable()).isFalse();
    assertThat(admissions.get(1).accepted().holds()).isTrue();
  }

  @Test
  void aRouterWhoseGraphIsRefusedKeepsThePlaceWhereItsFormerGraphRuns() {
    VirtualRouter former = Samples.click("edge", 3, "FromDevice(left) -> ToDevice(right);");
    VirtualRouter broken = Samples.click("edge", 4, "FromDevice(left) -> ToDevic(right);");
    VirtualRouter young = Samples.bridge("young", 1, Samples.NOW.plusSeconds(9));
    var assigned = Samples.assigned(former, 1);

    assertThat(kept(broken, young, assigned, Samples.contact(7, former))).contains(assigned);
    assertThat(kept(broken, young, assigned, Contact.NONE)).contains(assigned);
    assertThat(kept(broken, young, assigned, Samples.contact(7))).isEmpty();
  }

  /** The younger router gets the tenant's only place when the older one has none. */
  private static Optional<AssignedRouter> kept(
      VirtualRouter broken, VirtualRouter young, AssignedRouter assigned, Contact contact) {
    ObservedForwarder forwarder = Samples.observed(Samples.forwarder(7, assigned), contact);
    List<Admission> admissions =
        AdmissionPolicy.admit(
            Samples.snapshot(Samples.pool(1), List.of(forwarder), broken, young), Samples.graphs());
    Optional<AssignedRouter> kept = admissions.get(0).kept();
    assertThat(admissions.get(0).accepted().reason()).isEqualTo(Reason.GRAPH_REFUSED);
    assertThat(admissions.get(1).accepted().holds()).isEqualTo(kept.isEmpty());
    return kept;
  }
}
