package dev.fairlane.e2e;

/** A namespace of its own for one story; closing it removes it and all that is in it. */
final class TenantNamespace implements AutoCloseable {

  private static final int LIMIT_SECONDS = 90;

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
    cluster.apply("""
        apiVersion: v1
        kind: Namespace
        metadata:
          name: %s
          labels: {fairlane.dev/tenant: %s}
        """.formatted(name, tenant)).orThrow();
    return namespace;
  }

  RouterId router(String router) {
    return new RouterId(name, router);
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
