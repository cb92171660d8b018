package dev.fairlane.e2e;

/** Manifests of a pool with one attachment to each network, which all routers share. */
final class SharedAttachmentManifests {

  private SharedAttachmentManifests() {}

  /**
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
          - name: uplink
            kind: Kernel
            networkAttachmentDefinition: {namespace: fairlane-system, name: uplink}
            attachmentsPerDom0: 1
            sharing: {classification: Classifier, interfacesPerAttachment: 16}
          - name: customers
            kind: Kernel
            networkAttachmentDefinition: {namespace: fairlane-system, name: customers}
            attachmentsPerDom0: 1
            sharing: {}
          tenants:
          - namespaceSelector: {matchLabels: {fairlane.dev/tenant: %s}}
        """
        .formatted(name, tenant);
  }

  /**
   * A router between uplink and customers.
   *
   * @param number last byte of its addresses
   * @param place what is said of its place on uplink, beginning with a comma, or nothing
   */
  static String router(RouterId id, String pool, int number, String place) {
    return """
        apiVersion: fairlane.dev/v1alpha1
        kind: VirtualRouter
        metadata: {name: %1$s, namespace: %2$s}
        spec:
          poolRef: {name: %3$s}
          interfaces:
          - {name: wan, network: uplink, addresses: [192.0.2.%4$d/24]%5$s}
          - {name: lan, network: customers, addresses: [198.51.100.%4$d/24]}
          forwarding: {ipRouter: {}}
        """
        .formatted(id.name(), id.namespace(), pool, number, place);
  }
}
