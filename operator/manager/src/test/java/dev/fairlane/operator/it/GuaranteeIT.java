package dev.fairlane.operator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlane.api.v1alpha1.Entitlement;
import dev.fairlane.api.v1alpha1.ForwarderPoolSpec;
import dev.fairlane.api.v1alpha1.Tenant;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.api.v1alpha1.VirtualRouterSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Routers that are guaranteed cores of a pool that has one. */
@ExtendWith(OperatorExtension.class)
class GuaranteeIT {

  @Test
  void isHonouredOldestFirstAndTheRestAreToldSo(Story story) {
    ForwarderPod pod = twoRouters(story, "700m");

    VirtualRouter younger =
        Conditions.await(story, "b-younger", "EntitlementMet", "False/FloorUnavailable");

    VirtualRouter older =
        Conditions.await(story, "a-older", "EntitlementMet", "Unknown/NotBacklogged");
    assertThat(older.getStatus().entitlement().entitledCores()).isEqualTo("0.6");
    assertThat(younger.getStatus().entitlement().entitledCores()).isEqualTo("0.4");
    assertThat(younger.getStatus().conditions())
        .anySatisfy(
            condition ->
                assertThat(condition.getMessage())
                    .startsWith(
                        "spec.entitlement.guaranteedCores is 300m, and at most 100m can be"
                            + " guaranteed now"));
    assertThat(sharePpm(pod, story.tenant() + "/a-older")).isEqualTo(600_000);
    assertThat(sharePpm(pod, story.tenant() + "/b-younger")).isEqualTo(400_000);
  }

  @Test
  void isHonouredOnceThePoolAllowsTheTenantAsMuch(Story story) {
    twoRouters(story, null);
    Conditions.await(story, "a-older", "EntitlementMet", "False/FloorUnavailable");
    Conditions.await(story, "b-younger", "EntitlementMet", "False/FloorUnavailable");

    allow(story, "900m");

    Conditions.await(story, "a-older", "EntitlementMet", "Unknown/NotBacklogged");
    Conditions.await(story, "b-younger", "EntitlementMet", "Unknown/NotBacklogged");
    Conditions.eventually(
        "the older one has what it was guaranteed",
        () -> story.router("a-older").getStatus().entitlement().entitledCores().equals("0.6"));
  }

  /** One of 600m and one of 300m, both of weight 100, run on one worker. */
  private static ForwarderPod twoRouters(Story story, String tenantsMost) {
    story.prepared();
    allow(story, tenantsMost);
    guaranteed(story, "a-older", "600m");
    guaranteed(story, "b-younger", "300m");
    ForwarderPod pod = story.runForwarder();
    Conditions.await(story, "a-older", "Ready", "True/Forwarding");
    Conditions.await(story, "b-younger", "Ready", "True/Forwarding");
    return pod;
  }

  private static void guaranteed(Story story, String name, String cores) {
    story.bridge(name);
    story.change(
        () -> story.router(name),
        router -> {
          VirtualRouterSpec spec = router.getSpec();
          router.setSpec(
              new VirtualRouterSpec(
                  spec.poolRef(),
                  spec.placement(),
                  new Entitlement(100, null, new Quantity(cores)),
                  spec.interfaces(),
                  spec.forwarding()));
          return router;
        });
  }

  private static void allow(Story story, String cores) {
    story.change(
        story::readPool,
        pool -> {
          ForwarderPoolSpec spec = pool.getSpec();
          Tenant tenant = spec.tenants().get(0);
          Quantity most = cores == null ? null : new Quantity(cores);
          pool.setSpec(
              new ForwarderPoolSpec(
                  spec.nodeSelector(),
                  spec.cores(),
                  spec.hugepages(),
                  spec.memory(),
                  spec.buffersPerRouter(),
                  spec.scheduler(),
                  spec.networks(),
                  List.of(new Tenant(tenant.namespaceSelector(), 100, 100, 0, most)),
                  spec.rebalance()));
          return pool;
        });
  }

  private static int sharePpm(ForwarderPod pod, String router) {
    for (JsonNode entry : pod.process().applied().orElseThrow().path("routers")) {
      if (entry.path("name").asText().equals(router)) {
        return entry.path("shares").get(0).path("sharePpm").asInt();
      }
    }
    throw new AssertionError("the forwarder has no router " + router);
  }
}
