package dev.fairlane.operator.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DerivedMacTest {

  @Test
  void isTheSameForAnInterfaceAndAnotherForAnyOther() {
    Set<String> macs = new HashSet<>();
    for (int router = 0; router < 1000; router++) {
      for (String port : new String[] {"left", "right"}) {
        assertThat(macs.add(DerivedMac.of("uid-" + router, port))).isTrue();
        assertThat(macs.add(DerivedMac.of("uid-" + router, port))).isFalse();
      }
    }
  }

  /** Bits 0 and 1 of the first byte (IEEE 802, 8.2). */
  @Test
  void isLocallyAdministeredAndOfOneStation() {
    for (int router = 0; router < 1000; router++) {
      assertThat(DerivedMac.of("uid-" + router, "left")).matches("[0-9a-f][26ae](:[0-9a-f]{2}){5}");
    }
  }
}
