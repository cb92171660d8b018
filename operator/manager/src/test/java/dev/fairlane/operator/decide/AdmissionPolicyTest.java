package dev.fairlane.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlane.api.selection.LabelMatch;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.operator.model.PoolSnapshot;
import dev.fairlane.operator.model.Reason;
import dev.fairlane.operator.model.Samples;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirementBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdmissionPolicyTest {

  private final VirtualRouter old = Samples.bridge("z-old", 1, Samples.NOW.minusSeconds(60));
  private final VirtualRouter young = Samples.bridge("a-young", 1, Samples.NOW);

  @Test
  void givesThePlacesOfATenantToItsOldestRouters() {
    var admissions =
        AdmissionPolicy.admit(Samples.snapshot(Samples.pool(1), List.of(), young, old));

    assertThat(admissions)
        .extracting(each -> each.router().getMetadata().getName())
        .containsExactly("z-old", "a-young");
    assertThat(admissions)
        .extracting(each -> each.accepted().reason())
        .containsExactly(Reason.ACCEPTED, Reason.TOO_MANY_ROUTERS);
  }

  @Test
  void refusesANamespaceThatIsNotKnown() {
    PoolSnapshot known = Samples.snapshot(Samples.pool(1), List.of(), old);
    PoolSnapshot unknown =
        new PoolSnapshot(
            known.time(), known.pool(), known.nodes(), List.of(), known.routers(), Map.of());

    assertThat(AdmissionPolicy.admit(unknown).get(0).accepted().reason())
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
}
