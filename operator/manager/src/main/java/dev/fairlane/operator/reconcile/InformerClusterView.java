package dev.fairlane.operator.reconcile;

import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.operator.model.ReleaseToken;
import dev.fairlane.operator.observe.ClusterView;
import dev.fairlane.operator.observe.ParameterReader;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.IndexedResourceCache;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.SecondaryToPrimaryMapper;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The caches of the pools' controller: pools, and everything whose change concerns a pool. */
@ApplicationScoped
public class InformerClusterView implements ClusterView {

  private record Caches(
      IndexedResourceCache<ForwarderPool> pools,
      InformerEventSource<VirtualRouter, ForwarderPool> routers,
      InformerEventSource<Forwarder, ForwarderPool> forwarders,
      InformerEventSource<Node, ForwarderPool> nodes,
      InformerEventSource<Namespace, ForwarderPool> namespaces,
      InformerEventSource<ConfigMap, ForwarderPool> configMaps) {}

  private Caches caches;

  /** Called once, before the controllers start. */
  List<EventSource<?, ForwarderPool>> open(EventSourceContext<ForwarderPool> context) {
    SecondaryToPrimaryMapper<HasMetadata> allPools =
        any -> context.getPrimaryCache().keys().collect(Collectors.toSet());
    var routers =
        InformerEventSourceConfiguration.from(VirtualRouter.class, ForwarderPool.class)
            .withWatchAllNamespaces()
            .withSecondaryToPrimaryMapper(
                router -> Set.of(new ResourceID(router.getSpec().poolRef().name())))
            .withOnUpdateFilter(
                (updated, former) ->
                    isNewSpec(updated, former)
                        || !ReleaseToken.annotation(updated)
                            .equals(ReleaseToken.annotation(former)))
            .build();
    var forwarders =
        InformerEventSourceConfiguration.from(Forwarder.class, ForwarderPool.class)
            .withWatchCurrentNamespace()
            .withSecondaryToPrimaryMapper(
                forwarder -> Set.of(new ResourceID(forwarder.getSpec().poolRef().name())))
            .withOnUpdateFilter(InformerClusterView::isNewSpec)
            .build();
    var nodes =
        InformerEventSourceConfiguration.from(Node.class, ForwarderPool.class)
            .withSecondaryToPrimaryMapper(allPools::toPrimaryResourceIDs)
            .build();
    var namespaces =
        InformerEventSourceConfiguration.from(Namespace.class, ForwarderPool.class)
            .withSecondaryToPrimaryMapper(allPools::toPrimaryResourceIDs)
            .build();
    var configMaps =
        InformerEventSourceConfiguration.from(ConfigMap.class, ForwarderPool.class)
            .withWatchAllNamespaces()
            .withLabelSelector(ParameterReader.LABEL + "=true")
            .withSecondaryToPrimaryMapper(this::poolsWithParametersOf)
            .build();
    caches =
        new Caches(
            context.getPrimaryCache(),
            new InformerEventSource<>(routers, context),
            new InformerEventSource<>(forwarders, context),
            new InformerEventSource<>(nodes, context),
            new InformerEventSource<>(namespaces, context),
            new InformerEventSource<>(configMaps, context));
    return List.of(
        caches.routers(),
        caches.forwarders(),
        caches.nodes(),
        caches.namespaces(),
        caches.configMaps());
  }

  /** Those of the routers that have a value from the ConfigMap. */
  private Set<ResourceID> poolsWithParametersOf(ConfigMap map) {
    return caches
        .routers()
        .list(router -> takesFrom(router, map.getMetadata()))
        .map(router -> new ResourceID(router.getSpec().poolRef().name()))
        .collect(Collectors.toSet());
  }

  private static boolean takesFrom(VirtualRouter router, ObjectMeta map) {
    return router.getMetadata().getNamespace().equals(map.getNamespace())
        && router.getSpec().forwarding().clickParameters().stream()
            .anyMatch(each -> each.configMapKeyRef().name().equals(map.getName()));
  }

  @Override
  public Optional<ForwarderPool> pool(String name) {
    return caches.pools().get(new ResourceID(name));
  }

  @Override
  public List<VirtualRouter> routersOf(String pool) {
    return caches.routers().list(router -> router.getSpec().poolRef().name().equals(pool)).toList();
  }

  @Override
  public List<Forwarder> forwardersOf(String pool) {
    return caches
        .forwarders()
        .list(forwarder -> forwarder.getSpec().poolRef().name().equals(pool))
        .toList();
  }

  /** The pool of a forwarder, if it exists. */
  public Optional<String> poolOf(String forwarder) {
    return caches
        .forwarders()
        .list(each -> each.getMetadata().getName().equals(forwarder))
        .map(each -> each.getSpec().poolRef().name())
        .findFirst();
  }

  @Override
  public Set<String> forwarderNames() {
    return caches
        .forwarders()
        .list(any -> true)
        .map(each -> each.getMetadata().getName())
        .collect(Collectors.toSet());
  }

  @Override
  public List<Node> nodes() {
    return caches.nodes().list(any -> true).toList();
  }

  @Override
  public Optional<Namespace> namespace(String name) {
    return caches.namespaces().get(new ResourceID(name));
  }

  @Override
  public Optional<ConfigMap> configMap(String namespace, String name) {
    return caches.configMaps().get(new ResourceID(name, namespace));
  }

  private static boolean isNewSpec(HasMetadata updated, HasMetadata former) {
    return !Objects.equals(
            updated.getMetadata().getGeneration(), former.getMetadata().getGeneration())
        || updated.getMetadata().getDeletionTimestamp() != null;
  }
}
