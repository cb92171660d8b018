package dev.fairlane.operator.realize;

import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.ForwarderPoolSpec;
import dev.fairlane.operator.configuration.ConfiguredForwarder;
import dev.fairlane.operator.decide.Verdict;
import dev.fairlane.operator.model.ObservedForwarder;
import dev.fairlane.operator.model.ObservedNode;
import dev.fairlane.operator.model.PoolDevices;
import dev.fairlane.operator.model.PoolSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Carries out a verdict: Forwarder objects first (the intention), then their configurations. One
 * thread.
 */
public final class PoolRealizer {

  private final ForwarderWriter writer;
  private final ForwarderWrites writes;
  private final ConfigPusher pusher;

  public PoolRealizer(ForwarderWriter writer, ForwarderWrites writes, ConfigPusher pusher) {
    this.writer = writer;
    this.writes = writes;
    this.pusher = pusher;
  }

  /** The pool's forwarders at the end of the turn. */
  public List<ConfiguredForwarder> realize(PoolSnapshot snapshot, Verdict verdict) {
    List<ObservedForwarder> forwarders = new ArrayList<>();
    for (ObservedForwarder forwarder : snapshot.forwarders()) {
      if (isAbandoned(forwarder, snapshot)) {
        writer.delete(forwarder.resource());
        writes.deleted(forwarder.resource());
      } else {
        forwarders.add(assigned(forwarder, snapshot, verdict));
      }
    }
    create(snapshot);
    return pusher.push(forwarders, snapshot.routers());
  }

  /** Its node does not exist or is not selected any more, and it runs nothing. */
  private static boolean isAbandoned(ObservedForwarder forwarder, PoolSnapshot snapshot) {
    return forwarder.routers().isEmpty() && !snapshot.isSelected(forwarder.nodeName());
  }

  private ObservedForwarder assigned(
      ObservedForwarder forwarder, PoolSnapshot snapshot, Verdict verdict) {
    List<AssignedRouter> routers =
        verdict instanceof Verdict.Place place
            ? place.changes().getOrDefault(forwarder.name(), forwarder.routers())
            : forwarder.routers();
    ForwarderPoolSpec pool = snapshot.pool().getSpec();
    var spec = forwarder.resource().getSpec();
    if (routers.equals(spec.routers())
        && PoolDevices.of(pool).equals(spec.devices())
        && PoolDevices.scheduler(pool).equals(spec.scheduler())
        && spec.buffersPerRouter() == PoolDevices.buffersPerRouter(pool)) {
      return forwarder;
    }
    Forwarder written = writer.assign(forwarder.resource(), pool, routers);
    writes.wrote(written, snapshot.time());
    return new ObservedForwarder(written, forwarder.contact(), forwarder.fresh());
  }

  private void create(PoolSnapshot snapshot) {
    Set<String> served =
        snapshot.forwarders().stream().map(ObservedForwarder::nodeName).collect(Collectors.toSet());
    snapshot.selectedNodes().stream()
        .filter(ObservedNode::usable)
        .filter(node -> !served.contains(node.name()))
        .forEach(
            node ->
                writer
                    .create(snapshot.pool(), node.name())
                    .ifPresent(created -> writes.wrote(created, snapshot.time())));
  }
}
