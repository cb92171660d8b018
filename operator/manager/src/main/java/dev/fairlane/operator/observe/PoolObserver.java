package dev.fairlane.operator.observe;

import dev.fairlane.api.selection.LabelMatch;
import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.operator.model.ClickParameters;
import dev.fairlane.operator.model.Contact;
import dev.fairlane.operator.model.ObservedForwarder;
import dev.fairlane.operator.model.ObservedNode;
import dev.fairlane.operator.model.PoolSnapshot;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Takes all that a turn of a pool's cycle needs into one snapshot. */
public final class PoolObserver {

  private static final Comparator<HasMetadata> BY_NAME =
      Comparator.comparing(
              (HasMetadata each) ->
                  Optional.ofNullable(each.getMetadata().getNamespace()).orElse(""))
          .thenComparing(each -> each.getMetadata().getName());

  private final ClusterView cluster;
  private final Function<String, Contact> contacts;
  private final Duration maxAge;

  /**
   * @param contacts what is known of a forwarder of this name
   * @param maxAge a report that is older does not count
   */
  public PoolObserver(ClusterView cluster, Function<String, Contact> contacts, Duration maxAge) {
    this.cluster = cluster;
    this.contacts = contacts;
    this.maxAge = maxAge;
  }

  /**
   * @param corrected puts the caller's own writes over the cached forwarders
   * @return nothing when the pool does not exist or is being deleted
   */
  public Optional<PoolSnapshot> observe(
      String pool, UnaryOperator<List<Forwarder>> corrected, Instant now) {
    return cluster
        .pool(pool)
        .filter(found -> found.getMetadata().getDeletionTimestamp() == null)
        .map(found -> snapshot(found, corrected.apply(cluster.forwardersOf(pool)), now));
  }

  private PoolSnapshot snapshot(ForwarderPool pool, List<Forwarder> forwarders, Instant now) {
    List<VirtualRouter> routers =
        cluster.routersOf(pool.getMetadata().getName()).stream()
            .filter(router -> router.getMetadata().getDeletionTimestamp() == null)
            .sorted(BY_NAME)
            .toList();
    List<ObservedForwarder> observed =
        forwarders.stream()
            .filter(forwarder -> forwarder.getMetadata().getDeletionTimestamp() == null)
            .filter(forwarder -> isOwnedBy(forwarder, pool))
            .sorted(BY_NAME)
            .map(forwarder -> forwarder(forwarder, now))
            .toList();
    return new PoolSnapshot(
        now,
        pool,
        nodes(pool, observed),
        observed,
        routers,
        namespaceLabels(routers),
        parameters(routers));
  }

  private Map<String, ClickParameters> parameters(List<VirtualRouter> routers) {
    return routers.stream()
        .filter(router -> !router.getSpec().forwarding().clickParameters().isEmpty())
        .collect(
            Collectors.toMap(
                router -> router.getMetadata().getUid(),
                router -> ParameterReader.read(router, cluster::configMap)));
  }

  /** What a deleted pool of the same name left is the garbage collector's. */
  private static boolean isOwnedBy(Forwarder forwarder, ForwarderPool pool) {
    return forwarder.getMetadata().getOwnerReferences().stream()
        .anyMatch(owner -> owner.getUid().equals(pool.getMetadata().getUid()));
  }

  private ObservedForwarder forwarder(Forwarder forwarder, Instant now) {
    Contact contact = contacts.apply(forwarder.getMetadata().getName());
    return new ObservedForwarder(forwarder, contact, contact.isFresh(now, maxAge));
  }

  private List<ObservedNode> nodes(ForwarderPool pool, List<ObservedForwarder> forwarders) {
    Set<String> serving =
        forwarders.stream().map(ObservedForwarder::nodeName).collect(Collectors.toSet());
    return cluster.nodes().stream()
        .sorted(BY_NAME)
        .map(
            node ->
                new ObservedNode(
                    node.getMetadata().getName(),
                    LabelMatch.hasAll(pool.getSpec().nodeSelector(), labels(node)),
                    isUsable(node)))
        .filter(node -> node.selected() || serving.contains(node.name()))
        .toList();
  }

  private static boolean isUsable(Node node) {
    boolean cordoned =
        node.getSpec() != null && Boolean.TRUE.equals(node.getSpec().getUnschedulable());
    return !cordoned
        && node.getStatus() != null
        && node.getStatus().getConditions().stream()
            .anyMatch(each -> each.getType().equals("Ready") && each.getStatus().equals("True"));
  }

  private Map<String, Map<String, String>> namespaceLabels(List<VirtualRouter> routers) {
    Map<String, Map<String, String>> labels = new HashMap<>();
    routers.stream()
        .map(router -> router.getMetadata().getNamespace())
        .distinct()
        .forEach(
            name ->
                cluster
                    .namespace(name)
                    .ifPresent(namespace -> labels.put(name, labels(namespace))));
    return labels;
  }

  private static Map<String, String> labels(HasMetadata object) {
    return Optional.ofNullable(object.getMetadata().getLabels()).orElse(Map.of());
  }
}
