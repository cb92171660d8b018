package dev.fairlane.operator.status;

import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.api.v1alpha1.VirtualRouterStatus;
import dev.fairlane.operator.model.Fact;
import dev.fairlane.operator.model.Reason;
import dev.fairlane.operator.model.RouterOutcome;

/** What there is to say about a router whose pool does not exist: no cycle judges it. Pure. */
public final class OrphanOutcome {

  private OrphanOutcome() {}

  public static RouterOutcome of(VirtualRouter router) {
    String pool = router.getSpec().poolRef().name();
    return new RouterOutcome(
        router.getMetadata().getNamespace(),
        router.getMetadata().getName(),
        router.getMetadata().getUid(),
        router.getMetadata().getGeneration(),
        Fact.no(
            Reason.POOL_NOT_FOUND,
            "spec.poolRef.name: no ForwarderPool %s exists.".formatted(pool)),
        Fact.no(Reason.NOT_ACCEPTED, "The router was not accepted."),
        Fact.no(Reason.NOT_PLACED, "The router has no place."),
        Fact.unknown(Reason.NO_REPORT, "No forwarder reports the router."),
        new VirtualRouterStatus(null, null, null, null, null, null, null, null, null, null));
  }
}
