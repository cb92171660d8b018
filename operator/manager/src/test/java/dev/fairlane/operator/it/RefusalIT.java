package dev.fairlane.operator.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlane.api.v1alpha1.RouterInterface;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.api.v1alpha1.VirtualRouterSpec;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OperatorExtension.class)
class RefusalIT {

  @Test
  void leavesTheOthersGoingAndNamesTheFieldOfTheOneAtFault(Story story) {
    story.prepared();
    ForwarderPod pod = story.runForwarder();
    pod.process()
        .refuse(
            story.tenant() + "/bad",
            "interfaces[1].mtu",
            "9000 is more than 1500, the device's MTU");
    story.bridge("bad");
    story.bridge("good");

    Conditions.await(story, "good", "Ready", "True/Forwarding");
    VirtualRouter bad = Conditions.await(story, "bad", "Accepted", "False/ConfigRefused");

    assertThat(bad.getStatus().conditions().get(0).getMessage())
        .isEqualTo("spec.interfaces[1].mtu: 9000 is more than 1500, the device's MTU");
    assertThat(Conditions.of(bad, "Ready")).isEqualTo("False/ConfigRefused");
  }

  @Test
  void keepsTheFormerConfigurationOfARouterWhoseChangeIsRefused(Story story) {
    story.prepared().bridge("edge");
    ForwarderPod pod = story.runForwarder();
    Conditions.await(story, "edge", "Ready", "True/Forwarding");
    pod.process().refuse(story.tenant() + "/edge", "interfaces[0].mtu", "no");
    changeMtu(story, 1400);

    Conditions.await(story, "edge", "Accepted", "False/ConfigRefused");
    JsonNode entry = pod.process().applied().orElseThrow().path("routers").get(0);
    assertThat(entry.path("keep").asBoolean()).isTrue();

    pod.process().accept(story.tenant() + "/edge");
    changeMtu(story, 1300);
    Conditions.await(story, "edge", "Ready", "True/Forwarding");
    assertThat(
            pod.process()
                .applied()
                .orElseThrow()
                .path("routers")
                .get(0)
                .path("interfaces")
                .get(0)
                .path("mtu")
                .asInt())
        .isEqualTo(1300);
  }

  private static void changeMtu(Story story, int mtu) {
    story.change(
        () -> story.router("edge"),
        router -> {
          VirtualRouterSpec spec = router.getSpec();
          RouterInterface left = spec.interfaces().get(0);
          router.setSpec(
              new VirtualRouterSpec(
                  spec.poolRef(),
                  spec.placement(),
                  spec.entitlement(),
                  List.of(
                      new RouterInterface(left.name(), left.network(), null, mtu),
                      spec.interfaces().get(1)),
                  spec.forwarding()));
          return router;
        });
  }
}
