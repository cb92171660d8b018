package dev.fairlane.operator.realize;

import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.ForwarderSpec;
import dev.fairlane.operator.configuration.ConfiguredForwarder;
import dev.fairlane.operator.decide.DomUSite;
import dev.fairlane.operator.decide.Verdict;
import dev.fairlane.operator.model.ObservedForwarder;
import dev.fairlane.operator.model.ObservedNode;
import dev.fairlane.operator.model.PoolSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /**
   * The pool's forwarders at the end of the turn.
   *
   * @param domUs the forwarders that routers are to have for themselves
   */
  public List<ConfiguredForwarder> realize(
      PoolSnapshot snapshot, Verdict verdict, List<DomUSite> domUs) {
    Map<String, DomUSite> sites =
        domUs.stream().collect(Collectors.toMap(site -> site.router().uid(), site -> site));
    List<ObservedForwarder> forwarders = new ArrayList<>();
    for (ObservedForwarder forwarder : snapshot.forwarders()) {
      if (isAbandoned(forwarder, snapshot, sites)) {
        writer.delete(forwarder.resource());
        writes.deleted(forwarder.resource());
      } else {
        forwarders.add(assigned(forwarder, snapshot, verdict, siteOf(forwarder, sites)));
      }
    }
    create(snapshot);
    create(snapshot, sites);
    return pusher.push(forwarders, snapshot);
  }

  private static Optional<DomUSite> siteOf(
      ObservedForwarder forwarder, Map<String, DomUSite> sites) {
    return forwarder.isDomU()
        ? Optional.ofNullable(sites.get(forwarder.resource().getSpec().router().uid()))
        : Optional.empty();
  }

  /** Its node does not exist or is not selected any more, and it runs nothing. */
  private static boolean isAbandoned(
      ObservedForwarder forwarder, PoolSnapshot snapshot, Map<String, DomUSite> sites) {
    return forwarder.isDomU()
        ? isFree(forwarder, snapshot, siteOf(forwarder, sites).isPresent())
        : forwarder.routers().isEmpty() && !snapshot.isSelected(forwarder.nodeName());
  }

  /**
   * Its node is gone; or its router is, or wants it no more and it has let go of it, or does not
   * answer and can only be ended.
   */
  private static boolean isFree(
      ObservedForwarder forwarder, PoolSnapshot snapshot, boolean wanted) {
    String uid = forwarder.resource().getSpec().router().uid();
    if (wanted) {
      return !snapshot.hasNode(forwarder.nodeName());
    }
    boolean gone =
        snapshot.routers().stream().noneMatch(each -> each.getMetadata().getUid().equals(uid));
    return gone || !forwarder.fresh() || !forwarder.holds(uid);
  }

  private ObservedForwarder assigned(
      ObservedForwarder forwarder,
      PoolSnapshot snapshot,
      Verdict verdict,
      Optional<DomUSite> site) {
    List<AssignedRouter> routers =
        verdict.changes().getOrDefault(forwarder.name(), forwarder.routers());
    ForwarderSpec wanted =
        ForwarderSpecs.assigned(
            forwarder.resource().getSpec(), snapshot.pool().getSpec(), site, routers);
    if (wanted.equals(forwarder.resource().getSpec())) {
      return forwarder;
    }
    Forwarder written = writer.assign(forwarder.resource(), wanted);
    writes.wrote(written, snapshot.time());
    return new ObservedForwarder(written, forwarder.contact(), forwarder.fresh());
  }

  /** Those whose name is still another's, being deleted, are made by a later turn. */
  private void create(PoolSnapshot snapshot, Map<String, DomUSite> sites) {
    sites.values().stream()
        .filter(
            site ->
                snapshot.domUs().stream().noneMatch(each -> each.belongsTo(site.router().uid())))
        .forEach(
            site ->
                writer
                    .create(snapshot.pool(), site)
                    .ifPresent(created -> writes.wrote(created, snapshot.time())));
  }

  private void create(PoolSnapshot snapshot) {
    Set<String> served =
        snapshot.dom0s().stream().map(ObservedForwarder::nodeName).collect(Collectors.toSet());
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
