package dev.fairlane.operator.status;

import dev.fairlane.api.v1alpha1.AssignedInterface;
import dev.fairlane.api.v1alpha1.Device;
import dev.fairlane.api.v1alpha1.ForwarderPoolStatus;
import dev.fairlane.api.v1alpha1.PoolNetwork;
import dev.fairlane.api.v1alpha1.PoolNetworkStatus;
import dev.fairlane.api.v1alpha1.PoolNodeStatus;
import dev.fairlane.operator.configuration.ConfiguredForwarder;
import dev.fairlane.operator.decide.Verdict;
import dev.fairlane.operator.model.Fact;
import dev.fairlane.operator.model.ObservedForwarder;
import dev.fairlane.operator.model.ObservedNode;
import dev.fairlane.operator.model.PoolSnapshot;
import dev.fairlane.operator.model.Reason;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A pool's status out of a finished turn. Pure. */
public final class PoolStatusFactory {

  private PoolStatusFactory() {}

  /**
   * @param previous what the pool shows now, null for nothing
   */
  public static ForwarderPoolStatus status(
      ForwarderPoolStatus previous,
      PoolSnapshot snapshot,
      List<ConfiguredForwarder> realized,
      Verdict verdict) {
    List<ObservedForwarder> all = realized.stream().map(ConfiguredForwarder::forwarder).toList();
    List<ObservedForwarder> forwarders =
        all.stream().filter(forwarder -> !forwarder.isDomU()).toList();
    long generation = snapshot.pool().getMetadata().getGeneration();
    List<Condition> shown = previous == null ? List.of() : previous.conditions();
    return new ForwarderPoolStatus(
        generation,
        ConditionList.merge(
            shown,
            Map.of(ConditionType.READY, ready(snapshot, forwarders)),
            generation,
            snapshot.time()),
        snapshot.selectedNodes().size(),
        all.stream().mapToInt(forwarder -> forwarder.routers().size()).sum(),
        snapshot.selectedNodes().stream().map(node -> node(node, forwarders)).toList(),
        snapshot.pool().getSpec().networks().stream()
            .map(network -> network(network, forwarders))
            .toList(),
        RebalanceShown.lastPlan(previous, verdict, snapshot.time()),
        RebalanceShown.status(previous, verdict, snapshot.time()));
  }

  /** Whether every selected node has a forwarder that applied its configuration. */
  public static Fact ready(PoolSnapshot snapshot, List<ObservedForwarder> forwarders) {
    if (snapshot.selectedNodes().isEmpty()) {
      return Fact.no(Reason.NO_NODES, "spec.nodeSelector: no node has these labels.");
    }
    List<String> waiting =
        snapshot.selectedNodes().stream()
            .map(ObservedNode::name)
            .filter(
                node -> forwarderOn(node, forwarders).filter(PoolStatusFactory::isReady).isEmpty())
            .toList();
    return waiting.isEmpty()
        ? Fact.yes(Reason.ALL_READY, "Every forwarder has applied its configuration.")
        : Fact.no(
            Reason.FORWARDER_NOT_READY,
            "No ready forwarder on " + String.join(", ", waiting) + ".");
  }

  private static PoolNodeStatus node(ObservedNode node, List<ObservedForwarder> forwarders) {
    Optional<ObservedForwarder> forwarder = forwarderOn(node.name(), forwarders);
    return new PoolNodeStatus(
        node.name(),
        forwarder.map(ObservedForwarder::name).orElse(null),
        forwarder
            .flatMap(ObservedForwarder::topology)
            .map(topology -> topology.workers().size())
            .orElse(null),
        forwarder.map(each -> each.routers().size()).orElse(0),
        forwarder.map(PoolStatusFactory::isReady).orElse(false));
  }

  private static PoolNetworkStatus network(
      PoolNetwork network, List<ObservedForwarder> forwarders) {
    int all = 0;
    int used = 0;
    int interfaces = 0;
    for (ObservedForwarder forwarder : forwarders) {
      Set<String> devices =
          forwarder.resource().getSpec().devices().stream()
              .filter(device -> device.network().equals(network.name()))
              .map(Device::name)
              .collect(Collectors.toSet());
      List<String> taken =
          forwarder.routers().stream()
              .flatMap(router -> router.interfaces().stream())
              .map(AssignedInterface::device)
              .filter(devices::contains)
              .toList();
      all += devices.size();
      used += (int) taken.stream().distinct().count();
      interfaces += taken.size();
    }
    int places =
        network.sharing() == null ? all : all * network.sharing().interfacesPerAttachment();
    return new PoolNetworkStatus(network.name(), all, all - used, places - interfaces);
  }

  private static Optional<ObservedForwarder> forwarderOn(
      String node, List<ObservedForwarder> forwarders) {
    return forwarders.stream().filter(forwarder -> forwarder.nodeName().equals(node)).findFirst();
  }

  private static boolean isReady(ObservedForwarder forwarder) {
    return forwarder.fresh() && forwarder.isConfigured();
  }
}
