package dev.fairlane.placement.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fairlane.placement.Tenant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class FairSharesTest {

  private static final Tenant GOLD = new Tenant("gold", 300);
  private static final Tenant SILVER = new Tenant("silver", 100);
  private static final List<Tenant> TENANTS = List.of(GOLD, SILVER);

  @Test
  void tenantsShareByWeightAndTheirRoutersShareTheirPart() {
    assertShares(
        Map.of("large", 1.0, "small", 0.5, "other", 0.5),
        FairShares.divide(
            2,
            2,
            TENANTS,
            List.of(
                claim("large", GOLD, 200, 1, 1),
                claim("small", GOLD, 100, 1, 1),
                claim("other", SILVER, 1, 1, 1))));
  }

  @Test
  void whatAnIdleRouterLeavesStaysInItsTenantFirst() {
    assertShares(
        Map.of("idle", 0.1, "busy", 1.4, "other", 0.5),
        FairShares.divide(
            2,
            2,
            TENANTS,
            List.of(
                claim("idle", GOLD, 100, 0.1),
                claim("busy", GOLD, 100, 1, 1),
                claim("other", SILVER, 100, 1))));
  }

  @Test
  void whatATenantLeavesGoesToTheOther() {
    assertShares(
        Map.of("idle", 0.2, "other", 0.8),
        FairShares.divide(
            1, 1, TENANTS, List.of(claim("idle", GOLD, 100, 0.2), claim("other", SILVER, 1, 1))));
  }

  @Test
  void aWeightBeyondOneCoreForEachPathIsCappedAndTheRestGoesToOthers() {
    Map<String, FairShare> shares =
        FairShares.divide(
            4,
            4,
            TENANTS,
            List.of(claim("one", GOLD, 900, 1), claim("four", GOLD, 100, 1, 1, 1, 1)));

    assertThat(shares)
        .containsEntry("one", new FairShare(1, true))
        .containsEntry("four", new FairShare(3, false));
  }

  @Test
  void aFloorIsKeptAgainstLargerWeights() {
    assertShares(
        Map.of("floored", 0.4, "heavy", 0.6),
        FairShares.divide(
            1,
            1,
            TENANTS,
            List.of(
                claim("floored", GOLD, 1, 0.4, OptionalDouble.empty(), 0),
                claim("heavy", GOLD, 99, 1))));
  }

  @Test
  void aCeilingHoldsOnAnIdlePool() {
    assertShares(
        Map.of("limited", 0.3),
        FairShares.divide(
            4, 4, TENANTS, List.of(claim("limited", GOLD, 1, 0, OptionalDouble.of(0.3), 0))));
  }

  @Test
  void floorsBeyondThePoolAreHonouredOldestFirst() {
    Map<String, FairShare> shares =
        FairShares.divide(
            1,
            1,
            TENANTS,
            List.of(
                claim("young", GOLD, 1, 0.7, OptionalDouble.empty(), 20),
                claim("old", SILVER, 1, 0.6, OptionalDouble.empty(), 10)));

    assertThat(shares.get("old").cores()).isCloseTo(0.6, within(1e-9));
    assertThat(shares.get("old").floorUnavailable()).isFalse();
    assertThat(shares.get("young").cores()).isCloseTo(0.4, within(1e-9));
    assertThat(shares.get("young").floorUnavailable()).isTrue();
    assertThat(shares.get("young").honourableFloorCores()).hasValue(0.4);
  }

  @Test
  void aFloorOfAYoungerRouterThatStillFitsIsHonoured() {
    Map<String, FairShare> shares =
        FairShares.divide(
            1,
            1,
            TENANTS,
            List.of(
                claim("old", GOLD, 1, 0.6, OptionalDouble.empty(), 10),
                claim("large", GOLD, 1, 0.7, OptionalDouble.empty(), 20),
                claim("small", GOLD, 1, 0.3, OptionalDouble.empty(), 30)));

    assertThat(shares.get("large").floorUnavailable()).isTrue();
    assertThat(shares.get("small").floorUnavailable()).isFalse();
    assertThat(shares.get("small").cores()).isCloseTo(0.3, within(1e-9));
  }

  @Test
  void floorsBeyondWhatTheTenantMayHaveAreHonouredOldestFirst() {
    Map<String, FairShare> shares =
        FairShares.divide(
            4,
            4,
            List.of(new Tenant("gold", 1, 0.5), SILVER),
            List.of(
                claim("young", GOLD, 1, 0.3, OptionalDouble.empty(), 20),
                claim("old", GOLD, 1, 0.3, OptionalDouble.empty(), 10),
                claim("other", SILVER, 1, 0.9, OptionalDouble.empty(), 30)));

    assertThat(shares.get("old").floorUnavailable()).isFalse();
    assertThat(shares.get("young").honourableFloorCores().getAsDouble())
        .isCloseTo(0.2, within(1e-9));
    assertThat(shares.get("other").floorUnavailable()).isFalse();
  }

  @Test
  void aFloorOfMoreThanOneCoreForEachPathIsNotHonoured() {
    FairShare share =
        FairShares.divide(
                4, 4, TENANTS, List.of(claim("one", GOLD, 1, 1.5, OptionalDouble.empty(), 0)))
            .get("one");

    assertThat(share.honourableFloorCores()).hasValue(1);
  }

  @Test
  void theFloorOfAnUnknownTenantTakesNothingFromOthers() {
    FairShare share =
        FairShares.divide(
                1,
                1,
                List.of(GOLD),
                List.of(
                    claim("stray", SILVER, 1, 0.8, OptionalDouble.empty(), 0),
                    claim("known", GOLD, 1, 0.8, OptionalDouble.empty(), 1)))
            .get("known");

    assertThat(share.floorUnavailable()).isFalse();
  }

  @Test
  void aRouterOfAnUnknownTenantIsDueNothing() {
    assertShares(
        Map.of("stray", 0.0),
        FairShares.divide(1, 1, List.of(GOLD), List.of(claim("stray", SILVER, 1, 1))));
  }

  private static RouterClaim claim(String router, Tenant tenant, int weight, double... demands) {
    return new RouterClaim(
        router,
        tenant.name(),
        weight,
        0,
        OptionalDouble.empty(),
        0,
        DoubleStream.of(demands).boxed().toList());
  }

  private static RouterClaim claim(
      String router,
      Tenant tenant,
      int weight,
      double floor,
      OptionalDouble ceiling,
      long createdSeconds) {
    return new RouterClaim(
        router, tenant.name(), weight, floor, ceiling, createdSeconds, List.of(1.0));
  }

  private static void assertShares(Map<String, Double> expected, Map<String, FairShare> shares) {
    assertThat(shares).hasSameSizeAs(expected);
    expected.forEach(
        (router, cores) ->
            assertThat(shares.get(router).cores()).as(router).isCloseTo(cores, within(1e-9)));
  }
}
