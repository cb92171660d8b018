package dev.fairlane.operator.planning;

import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.operator.model.Fact;
import dev.fairlane.operator.model.Reason;

/** Tells a router that its guarantee cannot be honoured. Pure. */
final class RefusedFloor {

  private static final int MILLIS = 1_000;

  /** The least that the schema takes. */
  private static final int LEAST_MILLIS = 10;

  /** Sums of floors are rounded. */
  private static final double ROUNDING = 1e-6;

  private RefusedFloor() {}

  /**
   * @param honourableCores the largest guarantee that could be honoured now
   */
  static Fact fact(VirtualRouter router, double honourableCores) {
    long millis = (long) Math.floor(honourableCores * MILLIS + ROUNDING);
    String most =
        millis < LEAST_MILLIS
            ? "nothing can be guaranteed now"
            : "at most %dm can be guaranteed now".formatted(millis);
    return Fact.no(
        Reason.FLOOR_UNAVAILABLE,
        ("spec.entitlement.guaranteedCores is %s, and %s: the pool's cores and what its tenants[].maxGuaranteedCores"
                + " allows go to older routers first, and a path uses one core at most. The router has what its weight"
                + " gives.")
            .formatted(router.getSpec().entitlement().guaranteedCores(), most));
  }
}
