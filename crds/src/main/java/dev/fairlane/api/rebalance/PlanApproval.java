package dev.fairlane.api.rebalance;

import dev.fairlane.api.v1alpha1.ForwarderPool;
import java.util.Optional;

/**
 * A pool's annotation {@value #ANNOTATION}: it approves the plan whose id it names, and no other.
 * Pure.
 */
public final class PlanApproval {

  public static final String ANNOTATION = "fairlane.dev/approve-plan";

  private PlanApproval() {}

  /** The id of the plan that is approved; empty for none. */
  public static String of(ForwarderPool pool) {
    return Optional.ofNullable(pool.getMetadata().getAnnotations())
        .map(annotations -> annotations.get(ANNOTATION))
        .map(String::strip)
        .orElse("");
  }
}
