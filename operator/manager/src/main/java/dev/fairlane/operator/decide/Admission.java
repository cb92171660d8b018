package dev.fairlane.operator.decide;

import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.operator.model.Fact;
import java.util.Optional;

/**
 * Whether the pool takes a router at all.
 *
 * @param tenant index of the tenant in the pool's list; -1 when none matches
 * @param kept the former assignment, where it goes on although the present spec is not accepted
 */
public record Admission(
    VirtualRouter router, int tenant, Fact accepted, Optional<AssignedRouter> kept) {

  public String uid() {
    return router.getMetadata().getUid();
  }

  /** Whether the router gets a place, or keeps the one it has. */
  public boolean isPlaceable() {
    return accepted.holds() || kept.isPresent();
  }
}
