package dev.fairlane.operator.observe;

import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The cluster as the caches show it; they may lag behind. Nobody changes the objects. Any thread.
 */
public interface ClusterView {

  Optional<ForwarderPool> pool(String name);

  /** Routers that name the pool. */
  List<VirtualRouter> routersOf(String pool);

  /** Forwarders of the pool. */
  List<Forwarder> forwardersOf(String pool);

  /** Names of the forwarders of all pools. */
  Set<String> forwarderNames();

  List<Node> nodes();

  Optional<Namespace> namespace(String name);

  /** A ConfigMap that has the label {@link ParameterReader#LABEL}. */
  Optional<ConfigMap> configMap(String namespace, String name);
}
