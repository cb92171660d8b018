package dev.fairlane.e2e;

/** A namespace of its own for one story; closing it removes it and all that is in it. */
final class TenantNamespace implements AutoCloseable {

  private static final int LIMIT_SECONDS = 90;

  private static final String HOST =
      """
      apiVersion: k8s.cni.cncf.io/v1
      kind: NetworkAttachmentDefinition
      metadata: {name: uplink-host, namespace: %1$s}
      spec:
        config: |
          {"cniVersion": "0.3.1", "name": "uplink", "type": "bridge", "bridge": "fl-uplink",
           "capabilities": {"ips": true}, "ipam": {"type": "static", "routes": [
             {"dst": "198.51.100.0/24", "gw": "%3$s"}, {"dst": "198.18.0.0/15", "gw": "%3$s"}]}}
      ---
      apiVersion: v1
      kind: Pod
      metadata:
        name: host
        namespace: %1$s
        annotations:
          k8s.v1.cni.cncf.io/networks: '[{"name": "uplink-host", "ips": ["%2$s/24"]}]'
      spec:
        terminationGracePeriodSeconds: 1
        automountServiceAccountToken: false
        containers:
        - name: host
          image: localhost/fairlane-tester:dev
          imagePullPolicy: IfNotPresent
          command: [iperf3, --server]
          securityContext:
            allowPrivilegeEscalation: false
            capabilities: {drop: [ALL], add: [NET_RAW]}
      """;

  private final Cluster cluster;
  private final String name;

  private TenantNamespace(Cluster cluster, String name) {
    this.cluster = cluster;
    this.name = name;
  }

  /**
   * Makes it anew, also when an earlier run that was killed left one.
   *
   * @param tenant value of the label by which the sample pool knows its tenants
   */
  static TenantNamespace make(Cluster cluster, String name, String tenant) {
    TenantNamespace namespace = new TenantNamespace(cluster, name);
    namespace.close();
    cluster
        .apply(
            """
        apiVersion: v1
        kind: Namespace
        metadata:
          name: %s
          labels: {fairlane.dev/tenant: %s}
        """
                .formatted(name, tenant))
        .orThrow();
    return namespace;
  }

  RouterId router(String router) {
    return new RouterId(name, router);
  }

  /**
   * Makes a host on the uplink that sends to the customers, and to 198.18.0.0/15, by the given
   * router.
   *
   * @param address its own, in 192.0.2.0/24
   */
  Host uplinkHost(String address, String router) {
    cluster.apply(HOST.formatted(name, address, router)).orThrow();
    Host host = new Host(cluster, name, "host", address);
    Samples.awaitReady(host);
    return host;
  }

  String name() {
    return name;
  }

  @Override
  public void close() {
    cluster.client().namespaces().withName(name).delete();
    Expectation.within(LIMIT_SECONDS, "the namespace %s is gone".formatted(name))
        .holds(() -> cluster.client().namespaces().withName(name).get() == null);
  }
}
