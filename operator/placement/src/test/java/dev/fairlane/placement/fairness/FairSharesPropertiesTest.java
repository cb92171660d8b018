package dev.fairlane.placement.fairness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fairlane.placement.Tenant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class FairSharesPropertiesTest {

  private static final double ROUNDING = 1e-7;
  private static final List<Tenant> TENANTS =
      List.of(new Tenant("gold", 300), new Tenant("silver", 100), new Tenant("bronze", 7));

  @Property
  void theSumIsTheCapacityOrWhatAllCanUse(
      @ForAll("claims") List<RouterClaim> claims, @ForAll @IntRange(max = 8) int capacity) {
    double sum = divide(capacity, claims).values().stream().mapToDouble(FairShare::cores).sum();

    double usable = claims.stream().mapToDouble(claim -> claim.usableCores(capacity)).sum();
    assertThat(sum).isCloseTo(Math.min(capacity, usable), within(ROUNDING));
  }

  @Property
  void nobodyIsDueMoreThanItCanUse(
      @ForAll("claims") List<RouterClaim> claims, @ForAll @IntRange(max = 8) int capacity) {
    Map<String, FairShare> shares = divide(capacity, claims);

    assertThat(claims)
        .allMatch(
            claim -> shares.get(claim.router()).cores() <= claim.usableCores(capacity) + ROUNDING);
  }

  @Property
  void anHonouredFloorIsKeptAsFarAsItIsUsed(
      @ForAll("claims") List<RouterClaim> claims, @ForAll @IntRange(max = 8) int capacity) {
    Map<String, FairShare> shares = divide(capacity, claims);

    for (RouterClaim claim : claims) {
      if (!shares.get(claim.router()).floorUnavailable()) {
        assertThat(shares.get(claim.router()).cores())
            .isGreaterThanOrEqualTo(
                Math.min(claim.floorCores(), claim.usableCores(capacity)) - ROUNDING);
      }
    }
  }

  @Property
  void aLargerWeightNeverGivesLess(
      @ForAll("claims") List<RouterClaim> claims,
      @ForAll @IntRange(max = 8) int capacity,
      @ForAll @IntRange(max = 9) int pick,
      @ForAll @IntRange(min = 1, max = 10_000) int more) {
    int index = pick % claims.size();
    RouterClaim claim = claims.get(index);
    List<RouterClaim> changed = new ArrayList<>(claims);
    changed.set(
        index,
        new RouterClaim(
            claim.router(),
            claim.tenant(),
            claim.weight() + more,
            claim.floorCores(),
            claim.ceilingCores(),
            claim.createdSeconds(),
            claim.demandCores()));

    assertThat(divide(capacity, changed).get(claim.router()).cores())
        .isGreaterThanOrEqualTo(divide(capacity, claims).get(claim.router()).cores() - ROUNDING);
  }

  @Property
  void theOrderOfTheRoutersChangesNothing(
      @ForAll("claims") List<RouterClaim> claims,
      @ForAll @IntRange(max = 8) int capacity,
      @ForAll Random random) {
    List<RouterClaim> shuffled = new ArrayList<>(claims);
    Collections.shuffle(shuffled, random);

    assertThat(divide(capacity, shuffled)).isEqualTo(divide(capacity, claims));
  }

  @Property
  void whoReceivesLessThanItCanUseHasNoLowerLevelThanOthersOfItsTenant(
      @ForAll("claims") List<RouterClaim> claims,
      @ForAll @IntRange(min = 1, max = 8) int capacity) {
    Map<String, FairShare> shares = divide(capacity, claims);

    for (RouterClaim poor : claims) {
      double ofPoor = shares.get(poor.router()).cores();
      for (RouterClaim rich : claims) {
        double ofRich = shares.get(rich.router()).cores();
        boolean comparable =
            poor.tenant().equals(rich.tenant())
                && ofPoor < poor.usableCores(capacity) - ROUNDING
                && ofRich > rich.floorCores() + ROUNDING;
        if (comparable) {
          assertThat(ofPoor / poor.weight())
              .isGreaterThanOrEqualTo(ofRich / rich.weight() - ROUNDING);
        }
      }
    }
  }

  private static Map<String, FairShare> divide(int capacity, List<RouterClaim> claims) {
    return FairShares.divide(capacity, capacity, TENANTS, claims);
  }

  @Provide
  Arbitrary<List<RouterClaim>> claims() {
    Arbitrary<RouterClaim> one =
        Combinators.combine(
                Arbitraries.of(TENANTS),
                Arbitraries.integers().between(1, 10_000),
                Arbitraries.of(0.0, 0.0, 0.1, 0.5, 1.5),
                Arbitraries.of(0.0, 0.0, 0.2, 1.0),
                Arbitraries.integers().between(0, 3),
                Arbitraries.doubles().between(0, 1).list().ofMinSize(1).ofMaxSize(4))
            .as(
                (tenant, weight, floor, above, age, demands) ->
                    new RouterClaim(
                        "unnamed",
                        tenant.name(),
                        weight,
                        floor,
                        above > 0 ? OptionalDouble.of(floor + above) : OptionalDouble.empty(),
                        age,
                        demands));
    return one.list().ofMinSize(1).ofMaxSize(10).map(FairSharesPropertiesTest::numbered);
  }

  private static List<RouterClaim> numbered(List<RouterClaim> claims) {
    List<RouterClaim> named = new ArrayList<>();
    for (RouterClaim claim : claims) {
      named.add(
          new RouterClaim(
              "router" + named.size(),
              claim.tenant(),
              claim.weight(),
              claim.floorCores(),
              claim.ceilingCores(),
              claim.createdSeconds(),
              claim.demandCores()));
    }
    return named;
  }
}
