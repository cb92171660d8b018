package dev.fairlane.kubectl.cluster;

import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.kubectl.cluster.ClusterProblem.Kind;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads what the commands need, and nothing more; it never writes. Every method throws {@link
 * ClusterProblem}. Any thread.
 */
public final class Cluster implements AutoCloseable {

  private static final int PROBE_PORT = 8080;

  private final KubernetesClient client;
  private final Origin origin;

  Cluster(KubernetesClient client, Origin origin) {
    this.client = client;
    this.origin = origin;
  }

  /** The namespace of the context. */
  public String defaultNamespace() {
    return Optional.ofNullable(client.getNamespace()).orElse("default");
  }

  /**
   * @param namespace absent: of all namespaces
   */
  public List<VirtualRouter> routers(Optional<String> namespace) {
    var routers = client.resources(VirtualRouter.class);
    return ask(
        new Right("list", "virtualrouters.fairlane.dev", namespace),
        () ->
            namespace
                .map(name -> routers.inNamespace(name).list().getItems())
                .orElseGet(() -> routers.inAnyNamespace().list().getItems()));
  }

  public List<ForwarderPool> pools() {
    return ask(
        new Right("list", "forwarderpools.fairlane.dev", Optional.empty()),
        () -> client.resources(ForwarderPool.class).list().getItems());
  }

  public List<Forwarder> forwarders() {
    return ask(
        new Right("list", "forwarders.fairlane.dev", Optional.empty()),
        () -> client.resources(Forwarder.class).inAnyNamespace().list().getItems());
  }

  public List<Namespace> namespaces() {
    return ask(
        new Right("list", "namespaces", Optional.empty()),
        () -> client.namespaces().list().getItems());
  }

  /** The Events about an object, in any order. */
  public List<Event> events(String namespace, String uid) {
    return ask(
        new Right("list", "events", Optional.of(namespace)),
        () ->
            client
                .v1()
                .events()
                .inNamespace(namespace)
                .withField("involvedObject.uid", uid)
                .list()
                .getItems());
  }

  /** What a forwarder's pod serves at /metrics, through the API server's proxy. */
  public String metrics(Forwarder forwarder) {
    String namespace = forwarder.getMetadata().getNamespace();
    String path =
        "/api/v1/namespaces/%s/pods/%s:%d/proxy/metrics"
            .formatted(namespace, forwarder.getMetadata().getName(), PROBE_PORT);
    String name = forwarder.getMetadata().getName();
    String text =
        ask(new Right("get", "pods/proxy", Optional.of(namespace)), () -> proxied(name, path));
    if (text == null) {
      throw new ClusterProblem(Kind.NOT_FOUND, "The pod %s does not exist.".formatted(name));
    }
    return text;
  }

  /**
   * The API server answers 5xx when it is well and the pod is not, or a NetworkPolicy is between.
   */
  private String proxied(String pod, String path) {
    try {
      return client.raw(path);
    } catch (KubernetesClientException e) {
      if (e.getCode() >= HttpURLConnection.HTTP_INTERNAL_ERROR) {
        throw new ClusterProblem(
            Kind.UNREACHABLE,
            "The API server does not reach port %d of the pod %s.".formatted(PROBE_PORT, pod));
      }
      throw e;
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private <T> T ask(Right needed, Supplier<T> request) {
    try {
      return request.get();
    } catch (KubernetesClientException e) {
      throw problem(needed, e);
    }
  }

  private ClusterProblem problem(Right needed, KubernetesClientException e) {
    return switch (e.getCode()) {
      case HttpURLConnection.HTTP_UNAUTHORIZED ->
          new ClusterProblem(
              Kind.UNREACHABLE, "%s does not take the credentials.".formatted(origin.describe()));
      case HttpURLConnection.HTTP_FORBIDDEN ->
          new ClusterProblem(Kind.FORBIDDEN, "You may not %s.".formatted(needed.describe()));
      case HttpURLConnection.HTTP_NOT_FOUND ->
          new ClusterProblem(
              Kind.NOT_INSTALLED,
              "%s has no %s: Fairlane is not installed there (helm install, see docs/install.md)."
                  .formatted(origin.describe(), needed.resource()));
      default ->
          new ClusterProblem(
              Kind.UNREACHABLE,
              "%s does not answer: %s.".formatted(origin.describe(), FirstCause.of(e)));
    };
  }

  /** A verb on a resource, in one namespace or in all. */
  private record Right(String verb, String resource, Optional<String> namespace) {
    String describe() {
      return "%s %s %s"
          .formatted(
              verb,
              resource,
              namespace.map(name -> "in the namespace " + name).orElse("in the whole cluster"));
    }
  }
}
