package dev.fairlane.operator.model;

import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All that one turn of a pool's cycle knows, taken once. Immutable: nobody changes the objects in
 * it.
 *
 * @param nodes that the selector matches or that have a forwarder of the pool, by name; others may
 *     not exist
 * @param forwarders of the pool, by name
 * @param routers that name the pool and are not being deleted, by namespace and name
 * @param namespaceLabels of the routers' namespaces; a namespace that is not there has no entry
 * @param parameters of the routers that have some, by uid
 */
public record PoolSnapshot(
    Instant time,
    ForwarderPool pool,
    List<ObservedNode> nodes,
    List<ObservedForwarder> forwarders,
    List<VirtualRouter> routers,
    Map<String, Map<String, String>> namespaceLabels,
    Map<String, ClickParameters> parameters) {

  public PoolSnapshot {
    nodes = List.copyOf(nodes);
    forwarders = List.copyOf(forwarders);
    routers = List.copyOf(routers);
    namespaceLabels = Map.copyOf(namespaceLabels);
    parameters = Map.copyOf(parameters);
  }

  public String poolName() {
    return pool.getMetadata().getName();
  }

  /** The same, with these forwarders alone. */
  public PoolSnapshot with(List<ObservedForwarder> some) {
    return new PoolSnapshot(time, pool, nodes, some, routers, namespaceLabels, parameters);
  }

  /** The values of the router's parameters. */
  public ClickParameters parametersOf(VirtualRouter router) {
    return parameters.getOrDefault(router.getMetadata().getUid(), ClickParameters.NONE);
  }

  /** The state in which the router is wanted now. */
  public RouterVersion versionOf(VirtualRouter router) {
    return RouterVersion.of(router, parametersOf(router));
  }

  /** The forwarders that the pool runs on its nodes for many routers, by name. */
  public List<ObservedForwarder> dom0s() {
    return forwarders.stream().filter(forwarder -> !forwarder.isDomU()).toList();
  }

  /** The forwarders that belong to one router each, by name. */
  public List<ObservedForwarder> domUs() {
    return forwarders.stream().filter(ObservedForwarder::isDomU).toList();
  }

  /** Whether the node exists, as far as it concerns the pool. */
  public boolean hasNode(String name) {
    return nodes.stream().anyMatch(each -> each.name().equals(name));
  }

  /** The nodes on which the pool wants a forwarder. */
  public List<ObservedNode> selectedNodes() {
    return nodes.stream().filter(ObservedNode::selected).toList();
  }

  public boolean isSelected(String node) {
    return nodes.stream().anyMatch(each -> each.selected() && each.name().equals(node));
  }
}
