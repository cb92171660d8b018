package dev.fairlane.placement;

import static dev.fairlane.placement.Pools.router;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EntitlementsTest {

  private static final Tenant GOLD = new Tenant("gold", 300);
  private static final Tenant SILVER = new Tenant("silver", 100);

  @Test
  void tenantsShareByWeightAndTheirRoutersShareTheirPart() {
    Map<String, Entitlement> entitlements =
        Entitlements.divide(
            2,
            2,
            List.of(GOLD, SILVER),
            List.of(
                router("gold/large", GOLD, 200, "a", "b"),
                router("gold/small", GOLD, 100, "a", "b"),
                router("silver/only", SILVER, 1, "a", "b")));

    assertThat(entitlements)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "uid-of-gold/large", new Entitlement(1.0, false),
                "uid-of-gold/small", new Entitlement(0.5, false),
                "uid-of-silver/only", new Entitlement(0.5, false)));
  }

  @Test
  void aTenantWithoutRoutersLeavesItsPartToTheOthers() {
    Map<String, Entitlement> entitlements =
        Entitlements.divide(
            1, 1, List.of(GOLD, SILVER), List.of(router("silver/only", SILVER, 1, "a")));

    assertThat(entitlements).containsEntry("uid-of-silver/only", new Entitlement(1.0, false));
  }

  @Test
  void aWeightBeyondOneCoreForEachPathIsCappedAndTheRestGoesToOthers() {
    Map<String, Entitlement> entitlements =
        Entitlements.divide(
            4,
            4,
            List.of(GOLD),
            List.of(
                router("gold/one-path", GOLD, 900, "a"),
                router("gold/four-paths", GOLD, 100, "a", "b", "c", "d")));

    assertThat(entitlements)
        .containsEntry("uid-of-gold/one-path", new Entitlement(1.0, true))
        .containsEntry("uid-of-gold/four-paths", new Entitlement(3.0, false));
  }

  @Test
  void aRouterCannotUseMoreCoresThanItsForwarderHas() {
    Map<String, Entitlement> entitlements =
        Entitlements.divide(2, 1, List.of(GOLD), List.of(router("gold/edge", GOLD, 100, "a", "b")));

    assertThat(entitlements).containsEntry("uid-of-gold/edge", new Entitlement(1.0, true));
  }

  @Test
  void aRouterOfAnUnknownTenantIsEntitledToNothing() {
    Map<String, Entitlement> entitlements =
        Entitlements.divide(1, 1, List.of(GOLD), List.of(router("silver/edge", SILVER, 100, "a")));

    assertThat(entitlements).containsEntry("uid-of-silver/edge", new Entitlement(0, false));
  }
}
