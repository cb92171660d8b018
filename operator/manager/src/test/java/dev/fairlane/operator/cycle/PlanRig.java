package dev.fairlane.operator.cycle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlane.api.v1alpha1.Bridge;
import dev.fairlane.api.v1alpha1.Cores;
import dev.fairlane.api.v1alpha1.CoresMode;
import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.ForwarderPoolSpec;
import dev.fairlane.api.v1alpha1.Forwarding;
import dev.fairlane.api.v1alpha1.NetworkAttachmentReference;
import dev.fairlane.api.v1alpha1.NetworkKind;
import dev.fairlane.api.v1alpha1.PoolNetwork;
import dev.fairlane.api.v1alpha1.PoolReference;
import dev.fairlane.api.v1alpha1.RouterInterface;
import dev.fairlane.api.v1alpha1.Tenant;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.api.v1alpha1.VirtualRouterSpec;
import dev.fairlane.operator.control.ForwarderAddress;
import dev.fairlane.operator.control.ForwarderClient;
import dev.fairlane.operator.control.TlsHttpClients;
import dev.fairlane.operator.control.TlsIdentity;
import dev.fairlane.operator.model.ForwarderNames;
import dev.fairlane.operator.model.Samples;
import dev.fairlane.operator.monitor.ForwarderMonitor;
import dev.fairlane.operator.observe.PoolObserver;
import dev.fairlane.operator.pki.CertificateIssuer;
import dev.fairlane.operator.pki.KeyedCertificate;
import dev.fairlane.operator.pki.Pem;
import dev.fairlane.operator.planning.PlacementPlanner;
import dev.fairlane.operator.planning.SitePlanner;
import dev.fairlane.operator.realize.ForwarderWriter;
import dev.fairlane.operator.realize.StatusWriter;
import dev.fairlane.operator.telemetry.EventRecorder;
import dev.fairlane.operator.telemetry.OperatorMetrics;
import dev.fairlane.testsupport.apiserver.ApiServer;
import dev.fairlane.testsupport.forwarder.FakeForwarder;
import dev.fairlane.testsupport.forwarder.FakeTopology;
import dev.fairlane.testsupport.forwarder.PemIdentity;
import dev.fairlane.testsupport.forwarder.Traffic;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A pool of one forwarder with two workers on a real API server, and its cycle, turned by hand at
 * times that the test says: each turn is a tick. Two routers share the first worker.
 */
final class PlanRig implements AutoCloseable {

  private static final Traffic CHEAP = new Traffic(450_000, 0, 1_000);
  private static final Traffic LITTLE = new Traffic(100_000, 0, 1_000);
  private static final Traffic DEAR = new Traffic(100_000, 0, 22_500);
  private static final Duration TICK = Duration.ofSeconds(10);
  private static final Duration LIFE = Duration.ofDays(1);

  private final KubernetesClient admin;
  private final KubernetesClient client;
  private final String namespace;
  private final String pool;
  private final Vertx vertx = Vertx.vertx();
  private final TlsHttpClients tls = new TlsHttpClients(vertx);
  private final FakeForwarder forwarder;
  private final String name;
  private final DeadlyWrites writes = new DeadlyWrites();
  private Instant now = Instant.now();
  private ForwarderMonitor monitor;
  private PoolCycle cycle;

  PlanRig(ApiServer server, String pool) {
    this.admin = server.client();
    this.pool = pool;
    this.namespace = server.newNamespace("plans");
    this.name = ForwarderNames.of(pool, pool);
    this.client =
        new KubernetesClientBuilder()
            .withConfig(server.configFor(server.adminToken()))
            .withHttpClientBuilderConsumer(
                builder -> builder.addOrReplaceInterceptor("deadly-writes", writes))
            .build();
    var issuer = new CertificateIssuer();
    KeyedCertificate authority = issuer.authority(now, LIFE);
    this.forwarder = forwarder(issuer, authority);
    KeyedCertificate own = issuer.client(authority, "operator.fairlane.internal", now, LIFE);
    tls.use(
        new TlsIdentity(
            Pem.of(own.certificate()), Pem.ofKey(own), Pem.of(authority.certificate())));
    createObjects();
    startOperator();
  }

  /** A new process: it knows what is written, and nothing else. */
  void startOperator() {
    writes.dieAt(Integer.MAX_VALUE);
    var forwarders = new ForwarderClient(tls, Duration.ofSeconds(10));
    monitor = new ForwarderMonitor(forwarders, () -> now);
    monitor.watch(
        new ForwarderAddress(
            name,
            forwarder.address().getAddress().getHostAddress(),
            forwarder.address().getPort()));
    var metrics = new OperatorMetrics(new SimpleMeterRegistry());
    cycle =
        new PoolCycleFactory(
                new PoolObserver(
                    new DirectView(client, namespace), monitor::contact, Duration.ofSeconds(20)),
                new SitePlanner(new PlacementPlanner()),
                new ForwarderWriter(client, namespace),
                forwarders,
                monitor,
                Samples.graphs(),
                new StatusWriter<ForwarderPool>(client, "fairlane-pool-cycle"),
                new Outcomes(),
                metrics,
                new EventRecorder(client, "operator", () -> now),
                TICK,
                () -> now)
            .cycle(pool);
  }

  /** One tick later. */
  void turn() {
    now = now.plus(TICK);
    monitor.refresh(name).join();
    cycle.turn();
  }

  /** The same, but the forwarder is out of reach once it has reported. */
  void turnThatReachesNobody() {
    now = now.plus(TICK);
    monitor.refresh(name).join();
    forwarder.disappear();
    cycle.turn();
    forwarder.reappear();
  }

  void turns(int count) {
    for (int turn = 0; turn < count; turn++) {
      turn();
    }
  }

  void fits() {
    forwarder.traffic(namespace + "/cheap", "left", CHEAP);
    forwarder.traffic(namespace + "/dear", "left", LITTLE);
  }

  void becomesDear() {
    forwarder.traffic(namespace + "/dear", "left", DEAR);
  }

  DeadlyWrites writes() {
    return writes;
  }

  /** The worker of each path as the API server has it, ROUTER/INTERFACE. */
  Map<String, Integer> intended() {
    Map<String, Integer> workers = new TreeMap<>();
    Forwarder object = admin.resources(Forwarder.class).inNamespace(namespace).withName(name).get();
    for (var router : object.getSpec().routers()) {
      router
          .paths()
          .forEach(path -> workers.put(router.name() + "/" + path.interfaceName(), path.worker()));
    }
    return workers;
  }

  /** The worker of each path as the forwarder applied it. */
  Map<String, Integer> applied() {
    Map<String, Integer> workers = new TreeMap<>();
    for (JsonNode router : forwarder.applied().orElseThrow().path("routers")) {
      String of = router.path("name").asText().substring(namespace.length() + 1);
      for (JsonNode path : router.path("paths")) {
        workers.put(of + "/" + path.path("interface").asText(), path.path("worker").asInt());
      }
    }
    return workers;
  }

  String lastPlan() {
    var status = admin.resources(ForwarderPool.class).withName(pool).get().getStatus();
    return status.lastPlan().reason();
  }

  @Override
  public void close() {
    admin.resources(ForwarderPool.class).withName(pool).delete();
    forwarder.close();
    tls.close();
    client.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private FakeForwarder forwarder(CertificateIssuer issuer, KeyedCertificate authority) {
    KeyedCertificate certificate =
        issuer.server(authority, ForwarderAddress.serverName(name), now, LIFE);
    return FakeForwarder.start(
        new InetSocketAddress("127.0.0.1", 0),
        PemIdentity.context(
            Pem.of(certificate.certificate()),
            Pem.ofKey(certificate),
            Pem.of(authority.certificate())),
        FakeTopology.of(List.of(1, 2), "wire-0", "wire-1", "wire-2", "wire-3"));
  }

  private void createObjects() {
    admin
        .resource(
            new NodeBuilder()
                .withNewMetadata()
                .withName(pool)
                .addToLabels("plans", pool)
                .endMetadata()
                .build())
        .create();
    admin
        .nodes()
        .withName(pool)
        .editStatus(
            node ->
                new NodeBuilder(node)
                    .editOrNewStatus()
                    .addNewCondition()
                    .withType("Ready")
                    .withStatus("True")
                    .endCondition()
                    .endStatus()
                    .build());
    ForwarderPool object = new ForwarderPool();
    object.setMetadata(new ObjectMetaBuilder().withName(pool).build());
    object.setSpec(
        new ForwarderPoolSpec(
            Map.of("plans", pool),
            new Cores(CoresMode.EXCLUSIVE, 2, null, null),
            null,
            null,
            null,
            null,
            List.of(
                new PoolNetwork(
                    "wire",
                    NetworkKind.KERNEL,
                    new NetworkAttachmentReference(namespace, "wire"),
                    4,
                    null)),
            List.of(new Tenant(new LabelSelectorBuilder().build(), null, null)),
            null));
    admin.resource(object).create();
    router("cheap");
    router("dear");
  }

  private void router(String router) {
    VirtualRouter object = new VirtualRouter();
    object.setMetadata(new ObjectMetaBuilder().withName(router).withNamespace(namespace).build());
    object.setSpec(
        new VirtualRouterSpec(
            new PoolReference(pool),
            null,
            null,
            List.of(
                new RouterInterface("left", "wire", null, null),
                new RouterInterface("right", "wire", null, null)),
            new Forwarding(new Bridge(), null, null)));
    admin.resource(object).create();
  }
}
