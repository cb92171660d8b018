package dev.fairlane.testsupport.apiserver;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A running Kubernetes API, with Fairlane's CRDs where they are on the class path.
 *
 * <p>Safe for several threads. {@link #close} stops the servers and removes their files; when the
 * JVM dies without it, the servers die all the same.
 */
public final class ApiServer implements AutoCloseable {

  private final TemporaryDirectory directory;
  private final Etcd etcd;
  private final KubeApiServer server;
  private final KubernetesClient client;
  private final AtomicInteger namespaces = new AtomicInteger();

  private ApiServer(
      TemporaryDirectory directory, Etcd etcd, KubeApiServer server, KubernetesClient client) {
    this.directory = directory;
    this.etcd = etcd;
    this.server = server;
    this.client = client;
  }

  /**
   * Starts the servers, waits until they are ready (at most 180 s) and installs the CRDs.
   *
   * @throws IllegalStateException when a binary is missing or a server ends or does not get ready
   *     in time
   */
  public static ApiServer start() {
    ToolsDirectory tools = ToolsDirectory.find();
    tools.tool("etcd");
    tools.tool("kube-apiserver");
    TemporaryDirectory directory = TemporaryDirectory.create();
    Etcd etcd = Etcd.start(tools, directory.path());
    KubeApiServer server = KubeApiServer.start(tools, directory.path(), etcd.url());
    KubernetesClient client = null;
    try {
      Readiness.await(etcd, server);
      client =
          new KubernetesClientBuilder()
              .withConfig(configFor(server, KubeApiServer.ADMIN_TOKEN))
              .build();
      ApiServer started = new ApiServer(directory, etcd, server, client);
      CustomResourceDefinitions.install(client);
      return started;
    } catch (RuntimeException e) {
      stop(client, server, etcd, directory);
      throw e;
    }
  }

  /** A client with all rights; closed with the server. */
  public KubernetesClient client() {
    return client;
  }

  /** The address, for example {@code https://127.0.0.1:34567}. */
  public String url() {
    return server.url();
  }

  /** The file with the certificate (PEM) by which clients know the server. */
  public Path certificate() {
    return server.certificate();
  }

  /** The bearer token of an administrator. */
  public String adminToken() {
    return KubeApiServer.ADMIN_TOKEN;
  }

  /** A client configuration for a bearer token, without anything from the environment. */
  public Config configFor(String token) {
    return configFor(server, token);
  }

  /**
   * A client with exactly the rights that RBAC gives to a service account, which must exist.
   *
   * @return the client; the caller closes it
   */
  public KubernetesClient clientFor(String namespace, String serviceAccount) {
    String token = ServiceAccountTokens.request(client, namespace, serviceAccount);
    return new KubernetesClientBuilder().withConfig(configFor(token)).build();
  }

  /**
   * Makes a namespace that no other test has.
   *
   * @param prefix start of its name, at most 50 characters of a DNS label
   * @return its name
   */
  public String newNamespace(String prefix) {
    String name = prefix + "-" + namespaces.incrementAndGet();
    client
        .namespaces()
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
    return name;
  }

  @Override
  public void close() {
    stop(client, server, etcd, directory);
  }

  private static Config configFor(KubeApiServer server, String token) {
    return new ConfigBuilder(Config.empty())
        .withMasterUrl(server.url())
        .withCaCertFile(server.certificate().toString())
        .withOauthToken(token)
        .withNamespace("default")
        .build();
  }

  private static void stop(
      KubernetesClient client, KubeApiServer server, Etcd etcd, TemporaryDirectory directory) {
    if (client != null) {
      client.close();
    }
    server.close();
    etcd.close();
    directory.close();
  }
}
