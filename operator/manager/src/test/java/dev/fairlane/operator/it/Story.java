package dev.fairlane.operator.it;

import dev.fairlane.api.v1alpha1.Bridge;
import dev.fairlane.api.v1alpha1.ControlCore;
import dev.fairlane.api.v1alpha1.Cores;
import dev.fairlane.api.v1alpha1.CoresMode;
import dev.fairlane.api.v1alpha1.Entitlement;
import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.ForwarderPoolSpec;
import dev.fairlane.api.v1alpha1.Forwarding;
import dev.fairlane.api.v1alpha1.NetworkAttachmentReference;
import dev.fairlane.api.v1alpha1.NetworkKind;
import dev.fairlane.api.v1alpha1.Placement;
import dev.fairlane.api.v1alpha1.PoolNetwork;
import dev.fairlane.api.v1alpha1.PoolReference;
import dev.fairlane.api.v1alpha1.RouterInterface;
import dev.fairlane.api.v1alpha1.Tenant;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.api.v1alpha1.VirtualRouterSpec;
import dev.fairlane.testsupport.apiserver.ApiServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What platform, tenants and kubelet do in one test: names are its own, so that tests do not meet.
 * There is no kubelet and no controller manager: the story plays them.
 */
final class Story implements AutoCloseable {

  private static final int CONFLICT = 409;

  private static final AtomicInteger STORIES = new AtomicInteger();

  private final int number = STORIES.incrementAndGet();
  private final ApiServer server;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  Story(ApiServer server) {
    this.server = server;
  }

  KubernetesClient client() {
    return server.client();
  }

  String pool() {
    return "pool" + number;
  }

  String node() {
    return "node-" + number;
  }

  String tenant() {
    return "tenant-" + number;
  }

  /**
   * A node, a pool on it (networks uplink and customers, 4 attachments each) and a tenant's
   * namespace.
   */
  Story prepared() {
    return withNode().withTenant(tenant()).withPool(100);
  }

  Story withNode() {
    client()
        .resource(
            new NodeBuilder()
                .withNewMetadata()
                .withName(node())
                .addToLabels("story", Integer.toString(number))
                .endMetadata()
                .build())
        .create();
    client()
        .nodes()
        .withName(node())
        .editStatus(
            node ->
                new NodeBuilder(node)
                    .editOrNewStatus()
                    .addNewCondition()
                    .withType("Ready")
                    .withStatus("True")
                    .withReason("Kubelet")
                    .withMessage("ok")
                    .endCondition()
                    .endStatus()
                    .build());
    return this;
  }

  /** Changes what a user owns, as kubectl does: again when somebody else wrote meanwhile. */
  <R extends HasMetadata> void change(Supplier<R> read, UnaryOperator<R> change) {
    Conditions.eventually(
        "the object is changed",
        () -> {
          try {
            client().resource(read.get()).edit(change);
            return true;
          } catch (KubernetesClientException e) {
            if (e.getCode() == CONFLICT) {
              return false;
            }
            throw e;
          }
        });
  }

  Story withTenant(String namespace) {
    client()
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(namespace)
                .addToLabels("story", Integer.toString(number))
                .endMetadata()
                .build())
        .create();
    return this;
  }

  Story withPool(int maxRouters) {
    var tenant =
        new Tenant(
            new LabelSelectorBuilder().addToMatchLabels("story", Integer.toString(number)).build(),
            100,
            maxRouters);
    ForwarderPool pool = new ForwarderPool();
    pool.setMetadata(new ObjectMetaBuilder().withName(pool()).build());
    pool.setSpec(
        new ForwarderPoolSpec(
            Map.of("story", Integer.toString(number)),
            new Cores(CoresMode.EXCLUSIVE, 1, ControlCore.SHARED, null),
            null,
            new Quantity("256Mi"),
            1024,
            null,
            List.of(network("uplink"), network("customers")),
            List.of(tenant)));
    client().resource(pool).create();
    open.push(() -> client().resource(pool).delete());
    return this;
  }

  private static PoolNetwork network(String name) {
    return new PoolNetwork(
        name, NetworkKind.KERNEL, new NetworkAttachmentReference("fairlane-system", name), 4, null);
  }

  /**
   * The kubelet's part: the pod of the pool's forwarder runs, and its control interface answers.
   */
  ForwarderPod runForwarder() {
    ForwarderPod pod = ForwarderPod.run(client(), pool() + "-" + node(), number);
    open.push(pod);
    return pod;
  }

  VirtualRouter bridge(String name) {
    return create(
        name,
        pool(),
        List.of(
            new RouterInterface("left", "uplink", null, null),
            new RouterInterface("right", "customers", null, null)));
  }

  /** A router of Click elements between the interfaces left and right. */
  VirtualRouter click(String name, String configuration) {
    return create(
        name,
        pool(),
        List.of(
            new RouterInterface("left", "uplink", null, null),
            new RouterInterface("right", "customers", null, null)),
        new Forwarding(null, null, configuration));
  }

  VirtualRouter create(String name, String pool, List<RouterInterface> interfaces) {
    return create(name, pool, interfaces, new Forwarding(new Bridge(), null, null));
  }

  private VirtualRouter create(
      String name, String pool, List<RouterInterface> interfaces, Forwarding forwarding) {
    VirtualRouter router = new VirtualRouter();
    router.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace(tenant()).build());
    router.setSpec(
        new VirtualRouterSpec(
            new PoolReference(pool), Placement.DOM0, new Entitlement(100), interfaces, forwarding));
    return client().resource(router).create();
  }

  VirtualRouter router(String name) {
    return client().resources(VirtualRouter.class).inNamespace(tenant()).withName(name).get();
  }

  ForwarderPool readPool() {
    return client().resources(ForwarderPool.class).withName(pool()).get();
  }

  Optional<Forwarder> forwarder() {
    return Optional.ofNullable(
        client()
            .resources(Forwarder.class)
            .inNamespace(OperatorProcess.NAMESPACE)
            .withName(pool() + "-" + node())
            .get());
  }

  @Override
  public void close() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }
}
