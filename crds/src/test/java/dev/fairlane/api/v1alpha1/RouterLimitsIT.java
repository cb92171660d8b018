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
  void acceptsTheMostRoutesAndAddressesOfVersion6(KubernetesClient client) {
    assertThat(create(client, router6(2048, 16, 1))).isNotNull();
    assertThat(create(client, router6(256, 16, 8))).isNotNull();
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
    return router(ports, table);
  }

  /** As {@link #router(int, int, int)}, with the longest texts that addresses have. */
  private static VirtualRouter router6(int routes, int interfaces, int addresses) {
    String rest = ":1111:2222:3333:4444:5555";
    List<RouterInterface> ports =
        IntStream.range(0, interfaces).mapToObj(port -> port6(port, addresses, rest)).toList();
    String via = "2001:db8:" + subnet(interfaces - 1, addresses - 1) + ":1111:2222:3333:4444:5556";
    List<Route> table =
        IntStream.range(0, routes)
            .mapToObj(n -> new Route("2002:" + Integer.toHexString(n + 1) + "::/32", via))
            .toList();
    return router(ports, table);
  }

  private static RouterInterface port6(int port, int addresses, String rest) {
    return new RouterInterface(
        "port" + port,
        "uplink",
        IntStream.range(0, addresses)
            .mapToObj(n -> "2001:db8:" + subnet(port, n) + rest + "/64")
            .toList(),
        null);
  }

  private static String subnet(int port, int address) {
    return Integer.toHexString(0x1000 + port * 16 + address);
  }

  private static VirtualRouter router(List<RouterInterface> ports, List<Route> table) {
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
