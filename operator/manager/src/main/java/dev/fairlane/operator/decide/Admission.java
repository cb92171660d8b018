package dev.fairlane.operator.decide;

import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.operator.model.Fact;

/**
 * Whether the pool takes a router at all.
 *
 * @param tenant index of the tenant in the pool's list; -1 when none matches
 */
public record Admission(VirtualRouter router, int tenant, Fact accepted) {

  public String uid() {
    return router.getMetadata().getUid();
  }
}
