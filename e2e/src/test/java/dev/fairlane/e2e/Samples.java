package dev.fairlane.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.util.List;

/**
 * The routers and hosts of samples/, which every story may send traffic through and none may
 * change.
 */
final class Samples {

  static final String POOL = "edge";
  static final RouterId IP_ROUTER = new RouterId("tenant-a", "edge");
  static final RouterId BRIDGE = new RouterId("tenant-b", "wire");
  static final RouterId CLICK = new RouterId("tenant-b", "guard");

  private final Cluster cluster;

  Samples(Cluster cluster) {
    this.cluster = cluster;
  }

  Host uplinkHost() {
    return new Host(cluster, "tenant-a", "uplink-host", "192.0.2.10");
  }

  Host customerHost() {
    return new Host(cluster, "tenant-a", "customer-host", "198.51.100.10");
  }

  /** The same host, by its IPv6 address. */
  Host uplinkHost6() {
    return new Host(cluster, "tenant-a", "uplink-host", "2001:db8:192::10");
  }

  Host customerHost6() {
    return new Host(cluster, "tenant-a", "customer-host", "2001:db8:198::10");
  }

  Host leftHost() {
    return new Host(cluster, "tenant-b", "left-host", "203.0.113.10");
  }

  Host rightHost() {
    return new Host(cluster, "tenant-b", "right-host", "203.0.113.20");
  }

  Host outsideHost() {
    return new Host(cluster, "tenant-b", "outside-host", "198.18.8.10");
  }

  Host insideHost() {
    return new Host(cluster, "tenant-b", "inside-host", "198.18.8.20");
  }

  /** The routers are Ready, and so is every host. */
  void awaitReady() {
    Routers routers = new Routers(cluster);
    routers.awaitReady(IP_ROUTER);
    routers.awaitReady(BRIDGE);
    routers.awaitReady(CLICK);
    for (Host host :
        List.of(
            uplinkHost(), customerHost(), leftHost(), rightHost(), outsideHost(), insideHost())) {
      awaitReady(host);
    }
  }

  static void awaitReady(Host host) {
    Expectation.within(60, host + " is ready")
        .of(
            () ->
                host.cluster()
                    .client()
                    .pods()
                    .inNamespace(host.namespace())
                    .withName(host.pod())
                    .get(),
            Readiness::isPodReady,
            (Pod pod) -> pod.getStatus().toString());
  }
}
