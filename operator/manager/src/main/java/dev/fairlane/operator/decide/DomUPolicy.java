package dev.fairlane.operator.decide;

import dev.fairlane.api.v1alpha1.Placement;
import dev.fairlane.api.v1alpha1.Tenant;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.operator.model.Fact;
import dev.fairlane.operator.model.Reason;
import java.util.Optional;

/** Judges whether a router may have a pod of its own. Pure. */
final class DomUPolicy {

  private DomUPolicy() {}

  static boolean isAsked(VirtualRouter router) {
    return router.getSpec().placement() == Placement.DOMU;
  }

  /**
   * @param accepted older routers of the tenant that have, or get, pods of their own
   */
  static Optional<Fact> refusal(VirtualRouter router, Tenant tenant, String pool, int accepted) {
    int limit = Optional.ofNullable(tenant.maxDomUs()).orElse(0);
    if (!isAsked(router) || accepted < limit) {
      return Optional.empty();
    }
    String message =
        limit == 0
            ? "spec.placement: the pool %s takes no routers of this tenant with placement DomU; use Dom0."
                .formatted(pool)
            : "spec.placement: the pool %s takes at most %d routers of this tenant with placement DomU, and as many older ones exist; use Dom0."
                .formatted(pool, limit);
    return Optional.of(Fact.no(Reason.DOM_U_NOT_ALLOWED, message));
  }
}
