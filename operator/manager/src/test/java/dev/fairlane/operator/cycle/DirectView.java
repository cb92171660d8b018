package dev.fairlane.operator.cycle;

import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.operator.observe.ClusterView;
import dev.fairlane.operator.observe.ParameterReader;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The cluster as the API server has it now, without caches. */
record DirectView(KubernetesClient client, String namespace) implements ClusterView {

  @Override
  public Optional<ForwarderPool> pool(String name) {
    return Optional.ofNullable(client.resources(ForwarderPool.class).withName(name).get());
  }

  @Override
  public List<VirtualRouter> routersOf(String pool) {
    return client.resources(VirtualRouter.class).inAnyNamespace().list().getItems().stream()
        .filter(router -> router.getSpec().poolRef().name().equals(pool))
        .toList();
  }

  @Override
  public List<Forwarder> forwardersOf(String pool) {
    return client.resources(Forwarder.class).inNamespace(namespace).list().getItems().stream()
        .filter(forwarder -> forwarder.getSpec().poolRef().name().equals(pool))
        .toList();
  }

  @Override
  public Set<String> forwarderNames() {
    return client.resources(Forwarder.class).inNamespace(namespace).list().getItems().stream()
        .map(forwarder -> forwarder.getMetadata().getName())
        .collect(Collectors.toSet());
  }

  @Override
  public List<Node> nodes() {
    return client.nodes().list().getItems();
  }

  @Override
  public Optional<Namespace> namespace(String name) {
    return Optional.ofNullable(client.namespaces().withName(name).get());
  }

  @Override
  public Optional<ConfigMap> configMap(String namespace, String name) {
    return Optional.ofNullable(client.configMaps().inNamespace(namespace).withName(name).get())
        .filter(
            map ->
                map.getMetadata().getLabels() != null
                    && "true".equals(map.getMetadata().getLabels().get(ParameterReader.LABEL)));
  }
}
