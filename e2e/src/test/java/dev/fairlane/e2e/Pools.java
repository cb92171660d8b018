package dev.fairlane.e2e;

import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.ForwarderRole;
import dev.fairlane.api.v1alpha1.PoolNetworkStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** ForwarderPools and what belongs to them, as the platform sees them. */
final class Pools {

  private static final String POOL_LABEL = "fairlane.dev/pool";
  private static final int LIMIT_SECONDS = 90;

  private final Cluster cluster;

  Pools(Cluster cluster) {
    this.cluster = cluster;
  }

  ForwarderPool get(String name) {
    return cluster.client().resources(ForwarderPool.class).withName(name).get();
  }

  ForwarderPool await(String name, String text, Predicate<ForwarderPool> holds) {
    return Expectation.within(LIMIT_SECONDS, "pool %s: %s".formatted(name, text))
        .of(() -> get(name), holds, pool -> String.valueOf(pool.getStatus()));
  }

  /** Free attachments of each network, by its name. */
  Map<String, Integer> freeAttachments(String name) {
    Map<String, Integer> free = new TreeMap<>();
    for (PoolNetworkStatus network : get(name).getStatus().networks()) {
      free.put(network.name(), network.freeAttachments());
    }
    return free;
  }

  List<Forwarder> forwarders(String pool) {
    return cluster
        .client()
        .resources(Forwarder.class)
        .inNamespace(Cluster.SYSTEM_NAMESPACE)
        .list()
        .getItems()
        .stream()
        .filter(forwarder -> pool.equals(forwarder.getSpec().poolRef().name()))
        .toList();
  }

  /** The only forwarder of a pool on a cluster of one node that routers share. */
  Forwarder forwarder(String pool) {
    List<Forwarder> all =
        forwarders(pool).stream()
            .filter(forwarder -> forwarder.getSpec().role() == ForwarderRole.DOM0)
            .toList();
    if (all.size() != 1) {
      throw new AssertionError(
          "the pool %s has %d forwarders instead of one".formatted(pool, all.size()));
    }
    return all.get(0);
  }

  /** The control interface of that forwarder, called as the operator. */
  ControlClient control(String pool) throws Exception {
    Secret identity =
        cluster
            .client()
            .secrets()
            .inNamespace(Cluster.SYSTEM_NAMESPACE)
            .withName("fairlane-operator-client")
            .get();
    return new ControlClient(forwarder(pool), TlsIdentity.of(identity));
  }

  List<Pod> pods(String pool) {
    return cluster
        .client()
        .pods()
        .inNamespace(Cluster.SYSTEM_NAMESPACE)
        .withLabel(POOL_LABEL, pool)
        .list()
        .getItems();
  }

  /** The only forwarder pod of a pool on a cluster of one node, when it is ready. */
  Pod readyPod(String pool) {
    return Expectation.within(LIMIT_SECONDS, "the pool %s has one ready pod".formatted(pool))
        .of(
            () -> pods(pool),
            pods -> pods.size() == 1 && Readiness.isPodReady(pods.get(0)),
            Pools::names)
        .get(0);
  }

  /** Deletes a pool and waits until it, its forwarders, their pods and their secrets are gone. */
  void delete(String pool) {
    List<String> secrets =
        forwarders(pool).stream().map(forwarder -> forwarder.getMetadata().getName()).toList();
    cluster.client().resources(ForwarderPool.class).withName(pool).delete();
    Expectation.within(LIMIT_SECONDS, "nothing of the pool %s is left".formatted(pool))
        .of(() -> left(pool, secrets), List::isEmpty, Pools::names);
  }

  private List<HasMetadata> left(String pool, List<String> secrets) {
    Stream<HasMetadata> owned =
        Stream.concat(
            Stream.concat(Stream.ofNullable(get(pool)), forwarders(pool).stream()),
            pods(pool).stream());
    Stream<HasMetadata> keys =
        secrets.stream()
            .flatMap(
                name ->
                    Stream.ofNullable(
                        cluster
                            .client()
                            .secrets()
                            .inNamespace(Cluster.SYSTEM_NAMESPACE)
                            .withName(name)
                            .get()));
    return Stream.concat(owned, keys).toList();
  }

  private static String names(List<? extends HasMetadata> objects) {
    return objects.stream()
        .map(each -> each.getKind() + " " + each.getMetadata().getName())
        .toList()
        .toString();
  }
}
