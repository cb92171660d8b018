package dev.fairlane.e2e;

/** Manifests of a pool whose networks offer a load by themselves. */
final class SharedPoolManifests {

  static final int STEADY_PACKETS_PER_SECOND = 2000;

  private SharedPoolManifests() {}

  /**
   * Two threads on shared cores; the network {@code flood} offers more than anybody carries, {@code
   * steady} 2,000 packets a second on each device.
   *
   * @param tenant value of the label of the namespaces that may use it
   */
  static String pool(String name, String tenant) {
    return """
        apiVersion: fairlane.dev/v1alpha1
        kind: ForwarderPool
        metadata: {name: %s}
        spec:
          cores: {mode: Shared, count: 2, cpu: 100m}
          networks:
          - {name: flood, kind: Synthetic, attachmentsPerDom0: 16}
          - {name: steady, kind: Synthetic, attachmentsPerDom0: 8, synthetic: {packetsPerSecond: %d}}
          tenants:
          - namespaceSelector: {matchLabels: {fairlane.dev/tenant: %s}}
        """
        .formatted(name, STEADY_PACKETS_PER_SECOND, tenant);
  }

  static String bridge(RouterId id, String pool, String network, int weight) {
    return """
        apiVersion: fairlane.dev/v1alpha1
        kind: VirtualRouter
        metadata: {name: %s, namespace: %s}
        spec:
          poolRef: {name: %s}
          entitlement: {weight: %d}
          interfaces:
          - {name: left, network: %s}
          - {name: right, network: %s}
          forwarding: {bridge: {}}
        """
        .formatted(id.name(), id.namespace(), pool, weight, network, network);
  }

  /**
   * A router of one path that burns cycles for each packet of the network that makes them.
   *
   * @param burnCycles TSC cycles a packet
   */
  static String burner(RouterId id, String pool, String network, int burnCycles) {
    String graph = "FromDevice(in) -> Burn(%d) -> Discard;".formatted(burnCycles);
    return click(id, pool, network, "{weight: 100}", graph);
  }

  /**
   * A router of a Click graph with the interface {@code in}.
   *
   * @param entitlement a YAML map on one line
   * @param graph on one line, without double quotes
   */
  static String click(RouterId id, String pool, String network, String entitlement, String graph) {
    return """
        apiVersion: fairlane.dev/v1alpha1
        kind: VirtualRouter
        metadata: {name: %s, namespace: %s}
        spec:
          poolRef: {name: %s}
          entitlement: %s
          interfaces: [{name: in, network: %s}]
          forwarding: {click: "%s"}
        """
        .formatted(id.name(), id.namespace(), pool, entitlement, network, graph);
  }
}
