package dev.fairlane.placement;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/**
 * Random pools: up to 4 forwarders of up to 4 workers, up to 12 routers of 3 tenants on 3 networks.
 */
final class PoolArbitraries extends DomainContextBase {

  private static final List<String> NETWORKS = List.of("uplink", "customers", "dmz");
  private static final List<Tenant> TENANTS =
      List.of(new Tenant("gold", 300), new Tenant("silver", 100), new Tenant("bronze", 7));

  /**
   * Wishes, and a present that may be anything: lost forwarders and workers, devices that two
   * routers claim.
   */
  @Provide
  Arbitrary<PlacementInput> inputs() {
    return Combinators.combine(forwarders(), routers(), Arbitraries.randoms())
        .as(
            (forwarders, routers, random) ->
                new PlacementInput(forwarders, TENANTS, routers, present(routers, random)));
  }

  private static List<Assignment> present(List<RouterRequest> routers, Random random) {
    return routers.stream()
        .filter(router -> random.nextBoolean())
        .map(router -> present(router, random))
        .toList();
  }

  private static Assignment present(RouterRequest router, Random random) {
    return new Assignment(
        router.uid(),
        "forwarder" + random.nextInt(4),
        router.interfaces().stream()
            .map(
                port -> new DeviceAssignment(port.name(), port.network() + "-" + random.nextInt(6)))
            .toList(),
        router.interfaces().stream()
            .map(port -> new PathAssignment(port.name(), random.nextInt(4)))
            .toList());
  }

  private static Arbitrary<List<ForwarderTopology>> forwarders() {
    Arbitrary<ForwarderTopology> one =
        Combinators.combine(
                Arbitraries.integers().between(0, 4),
                Arbitraries.integers().between(0, 6),
                Arbitraries.integers().between(1, 3))
            .as(
                (workers, devices, places) ->
                    Pools.shared(
                        Pools.forwarder(
                            "unnamed", workers, devices, NETWORKS.toArray(String[]::new)),
                        places));
    return one.list().ofMaxSize(4).map(PoolArbitraries::named);
  }

  private static List<ForwarderTopology> named(List<ForwarderTopology> forwarders) {
    return IntStream.range(0, forwarders.size())
        .mapToObj(
            i ->
                new ForwarderTopology(
                    "forwarder" + i,
                    "node" + i,
                    forwarders.get(i).workers(),
                    forwarders.get(i).devices()))
        .toList();
  }

  private static Arbitrary<List<RouterRequest>> routers() {
    Arbitrary<RouterRequest> one =
        Combinators.combine(
                Arbitraries.of(TENANTS),
                Arbitraries.integers().between(1, 10_000),
                Arbitraries.of(NETWORKS).list().ofMinSize(1).ofMaxSize(4))
            .as(
                (tenant, weight, networks) ->
                    Pools.router("unnamed", tenant, weight, networks.toArray(String[]::new)));
    return one.list().ofMaxSize(12).map(PoolArbitraries::numbered);
  }

  private static List<RouterRequest> numbered(List<RouterRequest> routers) {
    List<RouterRequest> named = new ArrayList<>();
    for (RouterRequest router : routers) {
      String name = router.tenant() + "/router" + named.size();
      named.add(
          new RouterRequest(
              "uid-of-" + name, name, router.tenant(), router.weight(), router.interfaces()));
    }
    return named;
  }
}
