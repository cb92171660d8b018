package dev.fairlane.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlane.testsupport.apiserver.ApiServerExtension;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The largest routers: the API server stops rules that cost too much, so the documented limits must
 * fit.
 */
@ExtendWith(ApiServerExtension.class)
class RouterLimitsIT {

  @Test
  void acceptsTheMostRoutesOnTheMostInterfaces(KubernetesClient client) {
    assertThat(create(client, router(2048, 16, 1))).isNotNull();
  }

  @Test
  void acceptsTheMostAddressesOnTheMostInterfaces(KubernetesClient client) {
    assertThat(create(client, router(256, 16, 8))).isNotNull();
  }

  @Test
  void refusesOneRouteMoreThanTheAddressesAllow(KubernetesClient client) {
    assertThatThrownBy(() -> create(client, router(257, 16, 8)))
        .hasMessageContaining(
            "the number of routes times the number of addresses must be at most 32768");
  }

  @Test
  void refusesMoreRoutesThanTheList(KubernetesClient client) {
    assertThatThrownBy(() -> create(client, router(2049, 2, 1)))
        .hasMessageContaining(
            "spec.forwarding.ipRouter.routes: Too many: 2049: must have at most 2048 items");
  }

  private static VirtualRouter create(KubernetesClient client, VirtualRouter router) {
    return client.resource(router).inNamespace("default").dryRun().create();
  }

  /** Every next hop is in the subnet that a rule looks at last. */
  private static VirtualRouter router(int routes, int interfaces, int addresses) {
    List<RouterInterface> ports =
        IntStream.range(0, interfaces)
            .mapToObj(
                port ->
                    new RouterInterface(
                        "port" + port, "uplink", addressesOf(port, addresses), null))
            .toList();
    String via = "10." + (interfaces - 1) + "." + (addresses - 1) + ".2";
    List<Route> table =
        IntStream.range(0, routes)
            .mapToObj(n -> new Route("20." + n / 256 + "." + n % 256 + ".0/24", via))
            .toList();
    VirtualRouter router = new VirtualRouter();
    router.setMetadata(new ObjectMetaBuilder().withName("large").build());
    router.setSpec(
        new VirtualRouterSpec(
            new PoolReference("pool"),
            null,
            null,
            ports,
            new Forwarding(null, new IpRouter(table), null)));
    return router;
  }

  private static List<String> addressesOf(int port, int count) {
    return IntStream.range(0, count).mapToObj(n -> "10." + port + "." + n + ".1/24").toList();
  }
}
