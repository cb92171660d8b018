package dev.fairlane.operator.it;

import dev.fairlane.api.v1alpha1.Bridge;
import dev.fairlane.api.v1alpha1.Classification;
import dev.fairlane.api.v1alpha1.ClickParameter;
import dev.fairlane.api.v1alpha1.ConfigMapKey;
import dev.fairlane.api.v1alpha1.ControlCore;
import dev.fairlane.api.v1alpha1.Cores;
import dev.fairlane.api.v1alpha1.CoresMode;
import dev.fairlane.api.v1alpha1.DomU;
import dev.fairlane.api.v1alpha1.Entitlement;
import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.ForwarderPoolSpec;
import dev.fairlane.api.v1alpha1.Forwarding;
import dev.fairlane.api.v1alpha1.NetworkAttachmentReference;
import dev.fairlane.api.v1alpha1.NetworkKind;
import dev.fairlane.api.v1alpha1.NetworkSharing;
import dev.fairlane.api.v1alpha1.Placement;
import dev.fairlane.api.v1alpha1.PoolNetwork;
import dev.fairlane.api.v1alpha1.PoolReference;
import dev.fairlane.api.v1alpha1.Rebalance;
import dev.fairlane.api.v1alpha1.RouterInterface;
import dev.fairlane.api.v1alpha1.Tenant;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.api.v1alpha1.VirtualRouterSpec;
import dev.fairlane.operator.model.ForwarderNames;
import dev.fairlane.testsupport.apiserver.ApiServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
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
import java.util.stream.IntStream;

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
    return withPool(maxRouters, 0);
  }

  Story withPool(int maxRouters, int maxDomUs) {
    return withPool(maxRouters, maxDomUs, 1, null);
  }

  /**
   * As {@link #prepared}, for a tenant who may have pods for two routers, and whose namespace lets
   * them be made.
   */
  Story preparedForDomUs() {
    withNode().withTenant(tenant()).withPool(100, 2);
    allowDomUs();
    return this;
  }

  /** The platform's part: the chart's role for such pods, bound where they may be. */
  void allowDomUs() {
    client()
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName("fairlane-domu")
                .withNamespace(tenant())
                .endMetadata()
                .withNewRoleRef(
                    "rbac.authorization.k8s.io", "ClusterRole", "fairlane-operator-domu")
                .addNewSubject(
                    null, "ServiceAccount", "fairlane-operator", OperatorProcess.NAMESPACE)
                .build())
        .create();
  }

  /** A node, a pool of two cores on it that is rebalanced so, and a tenant's namespace. */
  Story preparedFor(Rebalance rebalance) {
    return withNode().withTenant(tenant()).withPool(100, 0, 2, rebalance);
  }

  /** A node, a pool whose network uplink has one attachment for four interfaces, and a tenant. */
  Story preparedForSharing() {
    var uplink =
        new PoolNetwork(
            "uplink",
            NetworkKind.KERNEL,
            new NetworkAttachmentReference("fairlane-system", "uplink"),
            null,
            1,
            null,
            new NetworkSharing(Classification.CLASSIFIER, 4));
    return withNode()
        .withTenant(tenant())
        .withPool(100, 0, 2, null, List.of(uplink, network("customers")));
  }

  private Story withPool(int maxRouters, int maxDomUs, int cores, Rebalance rebalance) {
    return withPool(
        maxRouters, maxDomUs, cores, rebalance, List.of(network("uplink"), network("customers")));
  }

  private Story withPool(
      int maxRouters, int maxDomUs, int cores, Rebalance rebalance, List<PoolNetwork> networks) {
    var tenant =
        new Tenant(
            new LabelSelectorBuilder().addToMatchLabels("story", Integer.toString(number)).build(),
            100,
            maxRouters,
            maxDomUs);
    ForwarderPool pool = new ForwarderPool();
    pool.setMetadata(new ObjectMetaBuilder().withName(pool()).build());
    pool.setSpec(
        new ForwarderPoolSpec(
            Map.of("story", Integer.toString(number)),
            new Cores(CoresMode.EXCLUSIVE, cores, ControlCore.SHARED, null),
            null,
            new Quantity("256Mi"),
            1024,
            null,
            networks,
            List.of(tenant),
            rebalance));
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
    return runForwarder(1);
  }

  /** The same with so many workers, on CPUs from 1. */
  ForwarderPod runForwarder(int workers) {
    ForwarderPod pod =
        ForwarderPod.run(
            client(),
            OperatorProcess.NAMESPACE,
            pool() + "-" + node(),
            "127.0.1." + number,
            IntStream.rangeClosed(1, workers).boxed().toList(),
            ForwarderPod.DEVICES);
    open.push(pod);
    return pod;
  }

  /**
   * The kubelet's part: the pod of the router's own forwarder runs on these CPUs, one worker each.
   */
  ForwarderPod runOwnForwarder(String router, List<Integer> cpus) {
    ForwarderPod pod =
        ForwarderPod.run(
            client(), tenant(), own(router), "127.0.2." + number, cpus, ForwarderPod.OWN_DEVICES);
    open.push(pod);
    return pod;
  }

  /** A bridge with a pod of its own. */
  VirtualRouter domU(String name, DomU domU) {
    VirtualRouter router = new VirtualRouter();
    router.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace(tenant()).build());
    router.setSpec(
        new VirtualRouterSpec(
            new PoolReference(pool()),
            Placement.DOMU,
            new Entitlement(100, null),
            List.of(
                new RouterInterface("left", "uplink", null, null),
                new RouterInterface("right", "customers", null, null)),
            new Forwarding(new Bridge(), null, null),
            domU));
    return client().resource(router).create();
  }

  /** Its tenant asks for another placement. */
  void place(String name, Placement placement, DomU domU) {
    change(
        () -> router(name),
        router -> {
          VirtualRouterSpec spec = router.getSpec();
          router.setSpec(
              new VirtualRouterSpec(
                  spec.poolRef(),
                  placement,
                  spec.entitlement(),
                  spec.interfaces(),
                  spec.forwarding(),
                  domU));
          return router;
        });
  }

  /** Name of the router's own forwarder, its pod and its Secret. */
  String own(String router) {
    return ForwarderNames.ofRouter(tenant(), router, router(router).getMetadata().getUid());
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

  /** With a parameter {@code $program} from the key {@code program} of the ConfigMap. */
  VirtualRouter parameterized(String name, String configuration, String configMap) {
    return create(
        name,
        pool(),
        List.of(
            new RouterInterface("left", "uplink", null, null),
            new RouterInterface("right", "customers", null, null)),
        new Forwarding(
            null,
            null,
            configuration,
            List.of(new ClickParameter("program", new ConfigMapKey(configMap, "program")))));
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
            new PoolReference(pool),
            Placement.DOM0,
            new Entitlement(100, null),
            interfaces,
            forwarding));
    return client().resource(router).create();
  }

  /** The namespace controller's part: the namespace and all that is in it goes, rights first. */
  void removeTenant() {
    var inside =
        List.of(
            client().rbac().roleBindings().inNamespace(tenant()),
            client().resources(VirtualRouter.class).inNamespace(tenant()),
            client().pods().inNamespace(tenant()),
            client().secrets().inNamespace(tenant()));
    client().namespaces().withName(tenant()).delete();
    inside.forEach(each -> each.delete());
    client()
        .raw(
            "/api/v1/namespaces/%s/finalize".formatted(tenant()),
            "PUT",
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(tenant())
                .endMetadata()
                .withNewSpec()
                .endSpec()
                .build());
  }

  VirtualRouter router(String name) {
    return client().resources(VirtualRouter.class).inNamespace(tenant()).withName(name).get();
  }

  ForwarderPool readPool() {
    return client().resources(ForwarderPool.class).withName(pool()).get();
  }

  Optional<Forwarder> forwarder() {
    return forwarder(pool() + "-" + node());
  }

  Optional<Forwarder> forwarder(String name) {
    return Optional.ofNullable(
        client()
            .resources(Forwarder.class)
            .inNamespace(OperatorProcess.NAMESPACE)
            .withName(name)
            .get());
  }

  @Override
  public void close() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }
}
