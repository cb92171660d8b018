package dev.fairlane.kubectl.pool;

import dev.fairlane.api.selection.LabelMatch;
import dev.fairlane.api.v1alpha1.Entitlement;
import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.Tenant;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Which tenant of a pool a router belongs to, and with which weights. Pure. */
public final class Tenancy {

  /** As the schemas have it, for objects that no API server has seen. */
  private static final int DEFAULT_WEIGHT = 100;

  private Tenancy() {}

  /**
   * @param namespaceLabels by namespace
   * @return index in the pool's list; empty when no tenant selects the namespace or its labels are
   *     not known
   */
  public static OptionalInt tenantOf(
      VirtualRouter router, ForwarderPool pool, Map<String, Map<String, String>> namespaceLabels) {
    Map<String, String> labels = namespaceLabels.get(router.getMetadata().getNamespace());
    List<Tenant> tenants = pool.getSpec().tenants();
    for (int index = 0; labels != null && index < tenants.size(); index++) {
      if (LabelMatch.matches(tenants.get(index).namespaceSelector(), labels)) {
        return OptionalInt.of(index);
      }
    }
    return OptionalInt.empty();
  }

  public static int weightOf(Tenant tenant) {
    return Optional.ofNullable(tenant.weight()).orElse(DEFAULT_WEIGHT);
  }

  /** The most cores that a router gets; empty for no ceiling. */
  public static OptionalDouble ceilingOf(VirtualRouter router) {
    return Optional.ofNullable(router.getSpec().entitlement())
        .map(Entitlement::maxCores)
        .map(most -> OptionalDouble.of(most.getNumericalAmount().doubleValue()))
        .orElse(OptionalDouble.empty());
  }

  /** What a router must not be entitled to less than; 0 for nothing. Never above its ceiling. */
  public static double floorOf(VirtualRouter router) {
    double asked =
        Optional.ofNullable(router.getSpec().entitlement())
            .map(Entitlement::guaranteedCores)
            .map(least -> least.getNumericalAmount().doubleValue())
            .orElse(0.0);
    return Math.min(asked, ceilingOf(router).orElse(Double.MAX_VALUE));
  }

  /** The tenants of a pool. They have no names: their place in the pool's list identifies them. */
  public static List<dev.fairlane.placement.Tenant> tenantsOf(ForwarderPool pool) {
    List<Tenant> tenants = pool.getSpec().tenants();
    return IntStream.range(0, tenants.size())
        .mapToObj(
            index ->
                new dev.fairlane.placement.Tenant(
                    Integer.toString(index),
                    weightOf(tenants.get(index)),
                    Optional.ofNullable(tenants.get(index).maxGuaranteedCores())
                        .map(most -> most.getNumericalAmount().doubleValue())
                        .orElse(0.0)))
        .toList();
  }

  public static int weightOf(VirtualRouter router) {
    return Optional.ofNullable(router.getSpec().entitlement())
        .map(Entitlement::weight)
        .orElse(DEFAULT_WEIGHT);
  }
}
