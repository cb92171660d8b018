package dev.fairlane.operator.realize;

import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.ForwarderPoolSpec;
import dev.fairlane.api.v1alpha1.ForwarderRole;
import dev.fairlane.api.v1alpha1.ForwarderSpec;
import dev.fairlane.api.v1alpha1.PoolReference;
import dev.fairlane.operator.decide.DomUSite;
import dev.fairlane.operator.model.PoolDevices;
import java.util.List;
import java.util.Optional;

/** The specs of Forwarders as they should be now. Pure. */
final class ForwarderSpecs {

  private ForwarderSpecs() {}

  static ForwarderSpec dom0(ForwarderPool pool, String node) {
    return new ForwarderSpec(
        new PoolReference(pool.getMetadata().getName()),
        node,
        ForwarderRole.DOM0,
        PoolDevices.of(pool.getSpec()),
        PoolDevices.buffersPerRouter(pool.getSpec()),
        PoolDevices.scheduler(pool.getSpec()),
        List.of());
  }

  static ForwarderSpec domU(ForwarderPool pool, DomUSite site) {
    return new ForwarderSpec(
        new PoolReference(pool.getMetadata().getName()),
        site.node(),
        ForwarderRole.DOMU,
        site.devices(),
        PoolDevices.buffersPerRouter(pool.getSpec()),
        PoolDevices.scheduler(pool.getSpec()),
        List.of(),
        site.router(),
        site.domU());
  }

  /**
   * What its pool says, and these routers.
   *
   * @param site what its router asks for; nothing changes of a router's own forwarder without it
   */
  static ForwarderSpec assigned(
      ForwarderSpec former,
      ForwarderPoolSpec pool,
      Optional<DomUSite> site,
      List<AssignedRouter> routers) {
    boolean domU = former.role() == ForwarderRole.DOMU;
    return new ForwarderSpec(
        former.poolRef(),
        former.nodeName(),
        former.role(),
        domU ? site.map(DomUSite::devices).orElse(former.devices()) : PoolDevices.of(pool),
        PoolDevices.buffersPerRouter(pool),
        PoolDevices.scheduler(pool),
        routers,
        former.router(),
        site.map(DomUSite::domU).orElse(former.domU()));
  }
}
