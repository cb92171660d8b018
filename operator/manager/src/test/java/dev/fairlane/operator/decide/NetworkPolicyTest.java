package dev.fairlane.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlane.api.v1alpha1.DomU;
import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.ForwarderPoolSpec;
import dev.fairlane.api.v1alpha1.NetworkSharing;
import dev.fairlane.api.v1alpha1.Placement;
import dev.fairlane.api.v1alpha1.PoolNetwork;
import dev.fairlane.api.v1alpha1.RouterInterface;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.api.v1alpha1.VirtualRouterSpec;
import dev.fairlane.operator.model.Fact;
import dev.fairlane.operator.model.Reason;
import dev.fairlane.operator.model.Samples;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NetworkPolicyTest {

  private static final String MAC = "02:00:5e:00:00:07";

  @Test
  void refusesANetworkThatThePoolLacksAndNamesThoseThatItHas() {
    assertThat(refusal(new RouterInterface("left", "uplonk", null, null), Placement.DOM0))
        .contains(
            Fact.no(
                Reason.NETWORK_NOT_FOUND,
                "spec.interfaces[0].network: the pool edge has no network uplonk; it has customers,"
                    + " uplink."));
  }

  @Test
  void takesAPlaceOnASharedAttachmentAlone() {
    assertThat(refusal(new RouterInterface("left", "uplink", null, null, MAC, 7), Placement.DOM0))
        .isEmpty();
    assertThat(
            refusal(
                new RouterInterface("left", "customers", null, null, MAC, null), Placement.DOM0))
        .contains(
            Fact.no(
                Reason.MAC_NOT_SETTABLE,
                "spec.interfaces[0].mac: the attachments of network customers are not shared; leave"
                    + " it out."));
    assertThat(
            refusal(new RouterInterface("left", "customers", null, null, null, 7), Placement.DOM0))
        .contains(
            Fact.no(
                Reason.VLAN_NOT_SETTABLE,
                "spec.interfaces[0].vlan: the attachments of network customers are not shared;"
                    + " leave it out."));
  }

  @Test
  void givesARouterWithAPodOfItsOwnAttachmentsOfItsOwn() {
    assertThat(refusal(new RouterInterface("left", "uplink", null, null, null, 7), Placement.DOMU))
        .contains(
            Fact.no(
                Reason.VLAN_NOT_SETTABLE,
                "spec.interfaces[0].vlan: a router with placement DomU has attachments of its own;"
                    + " leave it out."));
  }

  private static Optional<Fact> refusal(RouterInterface first, Placement placement) {
    VirtualRouter router = Samples.placed(Samples.bridge("edge", 1, Samples.NOW), placement, null);
    VirtualRouterSpec spec = router.getSpec();
    router.setSpec(
        new VirtualRouterSpec(
            spec.poolRef(),
            spec.placement(),
            spec.entitlement(),
            List.of(first),
            spec.forwarding(),
            (DomU) null));
    return NetworkPolicy.refusal(router, Samples.snapshot(pool(), List.of(), router));
  }

  /** The attachments of uplink are shared, those of customers are not. */
  private static ForwarderPool pool() {
    ForwarderPool pool = Samples.pool(10);
    ForwarderPoolSpec spec = pool.getSpec();
    PoolNetwork uplink = spec.networks().getFirst();
    pool.setSpec(
        new ForwarderPoolSpec(
            spec.nodeSelector(),
            spec.cores(),
            spec.hugepages(),
            spec.memory(),
            spec.buffersPerRouter(),
            spec.scheduler(),
            List.of(
                new PoolNetwork(
                    uplink.name(),
                    uplink.kind(),
                    uplink.networkAttachmentDefinition(),
                    null,
                    1,
                    null,
                    new NetworkSharing(null, null)),
                spec.networks().get(1)),
            spec.tenants(),
            spec.rebalance()));
    return pool;
  }
}
