package dev.fairlane.operator.pod;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttachedFunctionsTest {

  /** As Multus writes it: the pod network first, without an interface of its own. */
  private static final String STATUS =
      """
      [{"name": "fairlane-pods", "ips": ["10.244.1.4"], "default": true, "dns": {}},
       {"name": "fairlane-system/uplink", "interface": "uplink-0", "dns": {},
        "device-info": {"type": "pci", "version": "1.1.0", "pci": {"pci-address": "0000:21:10.2"}}},
       {"name": "fairlane-system/uplink", "interface": "uplink-1", "dns": {},
        "device-info": {"type": "pci", "version": "1.1.0", "pci": {"pci-address": "0000:21:10.0"}}},
       {"name": "fairlane-system/customers", "interface": "customers-0", "mac": "02:00:00:00:00:01"}]
      """;

  @Test
  void knowsWhichFunctionIsBehindWhichInterface() {
    assertThat(AttachedFunctions.of(pod(STATUS)))
        .isEqualTo(Map.of("uplink-0", "0000:21:10.2", "uplink-1", "0000:21:10.0"));
  }

  @Test
  void knowsNothingOfAPodThatMultusHasNotAttachedYet() {
    assertThat(AttachedFunctions.of(new PodBuilder().withNewMetadata().endMetadata().build()))
        .isEmpty();
  }

  @Test
  void knowsNothingWhereTheAnnotationIsCutOff() {
    assertThat(AttachedFunctions.of(pod(STATUS.substring(0, 100)))).isEmpty();
  }

  private static Pod pod(String status) {
    return new PodBuilder()
        .withNewMetadata()
        .addToAnnotations(AttachedFunctions.NETWORK_STATUS, status)
        .endMetadata()
        .build();
  }
}
