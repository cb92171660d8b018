package dev.fairlane.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.InterfaceStatus;
import dev.fairlane.api.v1alpha1.LastPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A pool of two threads on shared cores, by itself with networks that offer a load, and a namespace
 * that may use it. The node has one core to give, so the samples' pool makes room; closing it
 * brings that back.
 */
final class SharedPool implements AutoCloseable {

  static final int WINDOW_SECONDS = 5;

  private static final int LIMIT_SECONDS = 90;

  private final Cluster cluster;
  private final String name;
  private final Routers routers;
  private final Pools pools;
  private final TenantNamespace namespace;

  private SharedPool(Cluster cluster, String name) {
    this.cluster = cluster;
    this.name = name;
    this.routers = new Routers(cluster);
    this.pools = new Pools(cluster);
    this.namespace = TenantNamespace.make(cluster, name, "shared");
  }

  static SharedPool make(Cluster cluster, String name) {
    return make(cluster, name, SharedPoolManifests.pool(name, "shared"));
  }

  /**
   * @param manifest of a pool of that name for the tenant {@code shared}
   */
  static SharedPool make(Cluster cluster, String name, String manifest) {
    SharedPool pool = new SharedPool(cluster, name);
    pool.pools.delete(Samples.POOL);
    cluster.apply(manifest).orThrow();
    return pool;
  }

  RouterId router(String router) {
    return namespace.router(router);
  }

  void apply(String manifest) {
    routers.apply(manifest);
  }

  void awaitReady(String router) {
    routers.awaitReady(router(router));
  }

  String uid(String router) {
    return routers.get(router(router)).getMetadata().getUid();
  }

  List<InterfaceStatus> interfaces(String router) {
    return routers.status(router(router)).interfaces();
  }

  JsonNode report() throws Exception {
    return pools.control(name).get("/v1/report").body();
  }

  /** What everybody receives from now on, over some seconds. */
  CoreWindow window() throws Exception {
    ControlClient client = pools.control(name);
    JsonNode before = client.get("/v1/report").body();
    return Expectation.within(10 * WINDOW_SECONDS, "a window has passed")
        .of(
            () -> new CoreWindow(before, client.get("/v1/report").body()),
            window -> window.seconds() >= WINDOW_SECONDS,
            window -> window.seconds() + " s");
  }

  List<AssignedRouter> assigned() {
    return pools.forwarder(name).getSpec().routers();
  }

  /** The other routers on the worker of that one, by name. */
  List<String> beside(String router) {
    int worker = worker(assigned().stream().filter(each -> each.name().equals(router)).findFirst());
    return assigned().stream()
        .filter(each -> !each.name().equals(router) && worker(Optional.of(each)) == worker)
        .map(AssignedRouter::name)
        .toList();
  }

  /** Waits until the routers on the worker of that one are as wanted; their names. */
  List<String> awaitBeside(String router, String text, Predicate<List<String>> wanted) {
    return Expectation.within(LIMIT_SECONDS, text)
        .of(
            () -> beside(router),
            wanted,
            beside -> "beside %s: %s, %s".formatted(router, beside, pools.get(name).getStatus()));
  }

  /** The first plan that moves paths. */
  LastPlan awaitMove() {
    return pools.await(name, "moves paths", SharedPool::hasMoved).getStatus().lastPlan();
  }

  /** The texts of the Events of that reason on routers of the pool's namespace. */
  List<String> events(String reason) {
    return cluster.client().v1().events().inNamespace(name).list().getItems().stream()
        .filter(event -> reason.equals(event.getReason()))
        .map(event -> event.getMessage())
        .toList();
  }

  @Override
  public void close() {
    namespace.close();
    pools.delete(name);
    Path sample = cluster.root().resolve("samples/pool.yaml");
    cluster.kubectl("apply", "--filename", sample.toString()).orThrow();
    new Samples(cluster).awaitReady();
  }

  private static boolean hasMoved(ForwarderPool pool) {
    LastPlan plan = pool.getStatus().lastPlan();
    return plan != null && "Move".equals(plan.reason());
  }

  private static int worker(Optional<AssignedRouter> router) {
    return router.orElseThrow().paths().get(0).worker();
  }
}
