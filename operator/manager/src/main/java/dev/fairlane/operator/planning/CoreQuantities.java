package dev.fairlane.operator.planning;

import dev.fairlane.api.v1alpha1.Entitlement;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The quantities of specs in cores. Pure. */
final class CoreQuantities {

  private CoreQuantities() {}

  /** The least that a router is entitled to; empty without a guarantee. */
  static OptionalDouble floorOf(VirtualRouter router) {
    return of(router, Entitlement::guaranteedCores);
  }

  /** The most that a router gets; empty without a ceiling. */
  static OptionalDouble ceilingOf(VirtualRouter router) {
    return of(router, Entitlement::maxCores);
  }

  private static OptionalDouble of(VirtualRouter router, Function<Entitlement, Quantity> field) {
    return cores(Optional.ofNullable(router.getSpec().entitlement()).map(field).orElse(null));
  }

  /**
   * @param quantity null for none
   */
  static OptionalDouble cores(Quantity quantity) {
    return quantity == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(quantity.getNumericalAmount().doubleValue());
  }
}
