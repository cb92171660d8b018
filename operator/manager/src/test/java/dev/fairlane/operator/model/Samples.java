package dev.fairlane.operator.model;

import dev.fairlane.api.v1alpha1.AssignedInterface;
import dev.fairlane.api.v1alpha1.AssignedPath;
import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.api.v1alpha1.Bridge;
import dev.fairlane.api.v1alpha1.ControlCore;
import dev.fairlane.api.v1alpha1.Cores;
import dev.fairlane.api.v1alpha1.CoresMode;
import dev.fairlane.api.v1alpha1.Device;
import dev.fairlane.api.v1alpha1.DomU;
import dev.fairlane.api.v1alpha1.Entitlement;
import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.ForwarderPoolSpec;
import dev.fairlane.api.v1alpha1.ForwarderRole;
import dev.fairlane.api.v1alpha1.ForwarderSpec;
import dev.fairlane.api.v1alpha1.Forwarding;
import dev.fairlane.api.v1alpha1.NetworkAttachmentReference;
import dev.fairlane.api.v1alpha1.NetworkKind;
import dev.fairlane.api.v1alpha1.Placement;
import dev.fairlane.api.v1alpha1.PoolNetwork;
import dev.fairlane.api.v1alpha1.PoolReference;
import dev.fairlane.api.v1alpha1.RouterInterface;
import dev.fairlane.api.v1alpha1.RouterReference;
import dev.fairlane.api.v1alpha1.Scheduler;
import dev.fairlane.api.v1alpha1.Tenant;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.api.v1alpha1.VirtualRouterSpec;
import dev.fairlane.api.v1alpha1.WorkerShare;
import dev.fairlane.click.catalogue.ArgumentType;
import dev.fairlane.click.catalogue.Catalogue;
import dev.fairlane.click.catalogue.ElementClass;
import dev.fairlane.click.catalogue.Flow;
import dev.fairlane.click.catalogue.Ports;
import dev.fairlane.click.catalogue.Sharing;
import dev.fairlane.operator.control.Report;
import dev.fairlane.operator.control.Topology;
import dev.fairlane.operator.graphs.RouterGraphs;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A pool "edge" on a node "a" with two networks, its forwarder and routers, for tests. */
public final class Samples {

  public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  public static final String TENANT = "tenant-a";

  private Samples() {}

  /** With five element classes, enough to have graphs that are right and wrong. */
  public static RouterGraphs graphs() {
    var device = new ArgumentType.Interface();
    return new RouterGraphs(
        Catalogue.of(
            List.of(
                ElementClass.named("FromDevice")
                    .required("DEVNAME", device)
                    .inputs(Ports.exactly(0), Flow.PUSH)
                    .outputs(Ports.exactly(1), Flow.PUSH)
                    .startsPath(true)
                    .build(),
                ElementClass.named("ToDevice")
                    .required("DEVNAME", device)
                    .outputs(Ports.exactly(0), Flow.PUSH)
                    .build(),
                ElementClass.named("Classifier")
                    .repeated("PATTERN", new ArgumentType.Text())
                    .outputs(Ports.onePerArgument(), Flow.PUSH)
                    .build(),
                ElementClass.named("Queue")
                    .inputs(Ports.exactly(1), Flow.PUSH)
                    .outputs(Ports.exactly(1), Flow.PULL)
                    .sharing(Sharing.JOINING)
                    .build(),
                ElementClass.named("Counter").build())));
  }

  public static ForwarderPool pool(int maxRouters) {
    ForwarderPool pool = new ForwarderPool();
    pool.setMetadata(
        new ObjectMetaBuilder().withName("edge").withUid("pool-uid").withGeneration(1L).build());
    pool.setSpec(
        poolSpec(new Cores(CoresMode.EXCLUSIVE, 1, ControlCore.SHARED, null), null, maxRouters));
    return pool;
  }

  public static ForwarderPoolSpec poolSpec(Cores cores, Quantity hugepages, int maxRouters) {
    var selector = new LabelSelectorBuilder().addToMatchLabels("tenant", "a").build();
    return new ForwarderPoolSpec(
        Map.of("kubernetes.io/os", "linux"),
        cores,
        hugepages,
        new Quantity("256Mi"),
        1024,
        null,
        List.of(network("uplink"), network("customers")),
        List.of(new Tenant(selector, 100, maxRouters)),
        null);
  }

  /** The same pool for this tenant alone. */
  public static ForwarderPoolSpec with(ForwarderPoolSpec pool, Tenant tenant) {
    return new ForwarderPoolSpec(
        pool.nodeSelector(),
        pool.cores(),
        pool.hugepages(),
        pool.memory(),
        pool.buffersPerRouter(),
        pool.scheduler(),
        pool.networks(),
        List.of(tenant),
        pool.rebalance());
  }

  private static PoolNetwork network(String name) {
    return new PoolNetwork(
        name, NetworkKind.KERNEL, new NetworkAttachmentReference("fairlane-system", name), 2, null);
  }

  public static VirtualRouter bridge(String name, long generation, Instant created) {
    return router(name, generation, created, new Forwarding(new Bridge(), null, null));
  }

  public static VirtualRouter click(String name, long generation, String configuration) {
    return router(name, generation, NOW, new Forwarding(null, null, configuration));
  }

  private static VirtualRouter router(
      String name, long generation, Instant created, Forwarding forwarding) {
    VirtualRouter router = new VirtualRouter();
    router.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withNamespace(TENANT)
            .withUid(name + "-uid")
            .withGeneration(generation)
            .withCreationTimestamp(created.toString())
            .build());
    router.setSpec(
        new VirtualRouterSpec(
            new PoolReference("edge"),
            Placement.DOM0,
            new Entitlement(100, null),
            List.of(
                new RouterInterface("left", "uplink", null, 1400),
                new RouterInterface("right", "customers", null, null)),
            forwarding));
    return router;
  }

  public static AssignedRouter assigned(VirtualRouter router, int index) {
    return new AssignedRouter(
        router.getMetadata().getUid(),
        router.getMetadata().getGeneration(),
        router.getMetadata().getNamespace(),
        router.getMetadata().getName(),
        null,
        List.of(
            new AssignedInterface("left", "uplink-" + index),
            new AssignedInterface("right", "customers-" + index)),
        List.of(new AssignedPath("left", 0), new AssignedPath("right", 0)),
        List.of(new WorkerShare(0, 500_000, null)));
  }

  public static Forwarder forwarder(long generation, AssignedRouter... routers) {
    Forwarder forwarder = new Forwarder();
    forwarder.setMetadata(
        new ObjectMetaBuilder()
            .withName("edge-a")
            .withNamespace("fairlane-system")
            .withUid("forwarder-uid")
            .withGeneration(generation)
            .build());
    forwarder.setSpec(
        new ForwarderSpec(
            new PoolReference("edge"),
            "a",
            ForwarderRole.DOM0,
            PoolDevices.of(pool(100).getSpec()),
            1024,
            Scheduler.DEFAULT,
            List.of(routers)));
    return forwarder;
  }

  /** The same with these devices in place of the pool's, and no router. */
  public static Forwarder forwarderWith(
      long generation, List<Device> devices, AssignedRouter... routers) {
    Forwarder forwarder = forwarder(generation);
    ForwarderSpec spec = forwarder.getSpec();
    forwarder.setSpec(
        new ForwarderSpec(
            spec.poolRef(),
            spec.nodeName(),
            spec.role(),
            devices,
            spec.buffersPerRouter(),
            spec.scheduler(),
            List.of(routers)));
    return forwarder;
  }

  /**
   * The router's own forwarder "own-edge" on the node "a", with the devices and CPU that it asks
   * for.
   */
  public static Forwarder ownForwarder(VirtualRouter router, List<AssignedRouter> routers) {
    Forwarder forwarder = new Forwarder();
    forwarder.setMetadata(
        new ObjectMetaBuilder()
            .withName("own-edge")
            .withNamespace("fairlane-system")
            .withUid("forwarder-uid")
            .withGeneration(1L)
            .build());
    forwarder.setSpec(
        new ForwarderSpec(
            new PoolReference("edge"),
            "a",
            ForwarderRole.DOMU,
            RouterDevices.of(router, pool(100).getSpec()),
            1024,
            Scheduler.DEFAULT,
            routers,
            new RouterReference(
                TENANT, router.getMetadata().getName(), router.getMetadata().getUid()),
            Optional.ofNullable(router.getSpec().domU()).orElse(DomU.DEFAULT)));
    return forwarder;
  }

  /** The same router with another placement. */
  public static VirtualRouter placed(VirtualRouter router, Placement placement, DomU domU) {
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
  }

  public static Topology topology() {
    List<Topology.Device> devices =
        PoolDevices.of(pool(100).getSpec()).stream()
            .map(device -> kernelDevice(device.name()))
            .toList();
    return new Topology(
        List.of(new Topology.Worker(0, 1, 0, 0)), 1, "Exclusive", List.of(1), true, devices);
  }

  private static Topology.Device kernelDevice(String name) {
    return new Topology.Device(name, "Kernel", "02:00:00:00:00:01", 1500, null, null, null);
  }

  /** A fresh report of the forwarder with these routers forwarding. */
  public static Contact contact(long generation, VirtualRouter... routers) {
    List<Report.Router> reported =
        List.of(routers).stream()
            .map(
                router ->
                    new Report.Router(
                        router.getMetadata().getUid(),
                        router.getMetadata().getGeneration(),
                        null,
                        TENANT + "/" + router.getMetadata().getName(),
                        List.of(),
                        List.of(path("left"), path("right"))))
            .toList();
    var worker = new Report.Worker(0, 1, 100, 0, 100, 0, 0);
    Report report =
        new Report("boot", "forwarder-uid", generation, 100, 1_000_000, List.of(worker), reported);
    return Contact.NONE.answered(report, topology(), NOW);
  }

  /** A path of interface "left", taken off its worker. */
  public static Report.Path quarantined() {
    return new Report.Path(
        "left",
        0,
        "Quarantined",
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        null,
        Map.of(),
        new Report.Quarantine("DispatchTooLong", "bridge_cross", 50_000_000, 1, "0200ab"),
        null,
        null);
  }

  private static Report.Path path(String name) {
    return new Report.Path(
        name, 0, "Forwarding", 0, 0, 0, 0, 0, 0, 0, 0, null, Map.of(), null, null, null);
  }

  public static ObservedForwarder observed(Forwarder forwarder, Contact contact) {
    return new ObservedForwarder(forwarder, contact, contact.report().isPresent());
  }

  public static PoolSnapshot snapshot(
      ForwarderPool pool, List<ObservedForwarder> forwarders, VirtualRouter... routers) {
    return new PoolSnapshot(
        NOW,
        pool,
        List.of(new ObservedNode("a", true, true)),
        forwarders,
        List.of(routers),
        Map.of(TENANT, Map.of("tenant", "a")),
        Map.of());
  }
}
