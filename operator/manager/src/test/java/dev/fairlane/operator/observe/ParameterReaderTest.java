package dev.fairlane.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlane.api.v1alpha1.ClickParameter;
import dev.fairlane.api.v1alpha1.ConfigMapKey;
import dev.fairlane.api.v1alpha1.Entitlement;
import dev.fairlane.api.v1alpha1.Forwarding;
import dev.fairlane.api.v1alpha1.Placement;
import dev.fairlane.api.v1alpha1.PoolReference;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.api.v1alpha1.VirtualRouterSpec;
import dev.fairlane.operator.model.ClickParameters;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ParameterReaderTest {

  private static final ConfigMap PROGRAMS =
      new ConfigMapBuilder()
          .addToData("text", "  192.0.2.0/24\n")
          .addToBinaryData("bits", "AAEC")
          .build();

  @Test
  void takesTextWithoutBlanksAtItsEndsAndBytesInBase64() {
    assertThat(read("text").values()).containsEntry("p", "192.0.2.0/24");
    assertThat(read("bits").values()).containsEntry("p", "AAEC");
    assertThat(read("bits").problems()).isEmpty();
  }

  @Test
  void namesTheFieldAndWhatThereIs() {
    assertThat(read("bit").problems())
        .containsExactly(
            "spec.forwarding.clickParameters[0].configMapKeyRef.key: the ConfigMap programs has no key"
                + " bit; it has bits, text.");
    assertThat(ParameterReader.read(router("text"), (namespace, name) -> Optional.empty()))
        .extracting(ClickParameters::problems)
        .isEqualTo(
            List.of(
                "spec.forwarding.clickParameters[0].configMapKeyRef.name: the namespace has no"
                    + " ConfigMap programs with the label fairlane.dev/click-parameters=true."));
  }

  private static ClickParameters read(String key) {
    return ParameterReader.read(
        router(key),
        (namespace, name) ->
            Optional.of(PROGRAMS)
                .filter(map -> namespace.equals("tenant-a") && name.equals("programs")));
  }

  private static VirtualRouter router(String key) {
    VirtualRouter router = new VirtualRouter();
    router.setMetadata(new ObjectMetaBuilder().withName("guard").withNamespace("tenant-a").build());
    var parameter = new ClickParameter("p", new ConfigMapKey("programs", key));
    router.setSpec(
        new VirtualRouterSpec(
            new PoolReference("edge"),
            Placement.DOM0,
            new Entitlement(100, null),
            List.of(),
            new Forwarding(null, null, "Idle -> Discard;", List.of(parameter))));
    return router;
  }
}
