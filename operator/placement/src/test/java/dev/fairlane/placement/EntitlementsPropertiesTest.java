package dev.fairlane.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.domains.Domain;
import net.jqwik.api.domains.DomainContext;

@Domain(PoolArbitraries.class)
@Domain(DomainContext.Global.class)
class EntitlementsPropertiesTest {

  private static final double ROUNDING = 1e-9;

  @Property
  void theSumIsTheCapacityOrWhatAllPathsCanUse(
      @ForAll PlacementInput input, @ForAll @IntRange(max = 64) int capacity) {
    Map<String, Entitlement> entitlements = divide(capacity, input.tenants(), input.routers());

    double sum = entitlements.values().stream().mapToDouble(Entitlement::cores).sum();
    int usable =
        input.routers().stream().mapToInt(router -> Math.min(router.paths(), capacity)).sum();
    assertThat(sum)
        .isBetween(Math.min(capacity, usable) - ROUNDING, Math.min(capacity, usable) + ROUNDING);
  }

  @Property
  void nobodyIsEntitledToMoreThanOneCoreForEachPath(
      @ForAll PlacementInput input, @ForAll @IntRange(max = 64) int capacity) {
    Map<String, Entitlement> entitlements = divide(capacity, input.tenants(), input.routers());

    assertThat(input.routers())
        .allMatch(router -> entitlements.get(router.uid()).cores() <= router.paths() + ROUNDING);
  }

  @Property
  void aLargerWeightNeverGivesLess(
      @ForAll PlacementInput input,
      @ForAll @IntRange(max = 64) int capacity,
      @ForAll @IntRange(max = 11) int pick,
      @ForAll @IntRange(min = 1, max = 10_000) int more) {
    Assume.that(!input.routers().isEmpty());
    int index = pick % input.routers().size();
    RouterRequest router = input.routers().get(index);
    List<RouterRequest> changed = new ArrayList<>(input.routers());
    changed.set(
        index,
        new RouterRequest(
            router.uid(),
            router.name(),
            router.tenant(),
            router.weight() + more,
            router.interfaces()));

    double before = divide(capacity, input.tenants(), input.routers()).get(router.uid()).cores();
    double after = divide(capacity, input.tenants(), changed).get(router.uid()).cores();

    assertThat(after).isGreaterThanOrEqualTo(before - ROUNDING);
  }

  @Property
  void twoRoutersOfATenantThatAreNotCappedReceiveByTheirWeights(
      @ForAll PlacementInput input, @ForAll @IntRange(min = 1, max = 8) int capacity) {
    Map<String, Entitlement> entitlements = divide(capacity, input.tenants(), input.routers());

    for (RouterRequest a : input.routers()) {
      for (RouterRequest b : input.routers()) {
        if (a.tenant().equals(b.tenant())
            && isBelowLimit(a, capacity, entitlements)
            && isBelowLimit(b, capacity, entitlements)) {
          double ofA = entitlements.get(a.uid()).cores() / a.weight();
          double ofB = entitlements.get(b.uid()).cores() / b.weight();
          assertThat(Math.abs(ofA - ofB)).isLessThan(ROUNDING);
        }
      }
    }
  }

  private static boolean isBelowLimit(
      RouterRequest router, int capacity, Map<String, Entitlement> entitlements) {
    return entitlements.get(router.uid()).cores() < Math.min(router.paths(), capacity) - ROUNDING;
  }

  private static Map<String, Entitlement> divide(
      int capacity, List<Tenant> tenants, List<RouterRequest> routers) {
    return Entitlements.divide(capacity, capacity, tenants, routers);
  }
}
