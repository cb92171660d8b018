package dev.fairlane.kubectl.explain;

import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.ForwarderPool;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.kubectl.cluster.ClusterState;
import dev.fairlane.kubectl.pool.PlacedRouters;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What helps when a condition does not hold, by its reason. Pure. */
final class Advice {

  private final VirtualRouter router;
  private final ClusterState state;
  private final Optional<ForwarderPool> pool;
  private final Optional<Forwarder> forwarder;

  Advice(VirtualRouter router, ClusterState state) {
    this.router = router;
    this.state = state;
    this.pool = state.pool(router.getSpec().poolRef().name());
    this.forwarder =
        new PlacedRouters(state.forwarders()).of(router).map(PlacedRouters.Place::forwarder);
  }

  /** Of the first condition that does not hold: the later ones follow from it. */
  List<String> steps(List<Condition> conditions) {
    if (conditions.isEmpty()) {
      return List.of(
          "Wait some seconds; if nothing changes, look whether the operator runs and leads.");
    }
    return conditions.stream()
        .filter(condition -> !condition.getStatus().equals("True"))
        .map(this::step)
        .flatMap(Optional::stream)
        .limit(1)
        .toList();
  }

  private Optional<String> step(Condition condition) {
    return switch (condition.getReason()) {
      case "PoolNotFound" ->
          Optional.of("Make the pool, or set spec.poolRef.name to one of: " + poolNames() + ".");
      case "NamespaceNotAllowed" ->
          Optional.of(
              "Ask the platform for a tenant in the pool, or for a label of the namespace that one selects: %s."
                  .formatted(tenants()));
      case "TooManyRouters" ->
          Optional.of(
              "Delete another router of the tenant, or ask the platform for more (spec.tenants[].maxRouters of the pool).");
      case "DomUNotAllowed" ->
          Optional.of(
              "Set spec.placement to Dom0, or ask the platform for more pods of routers (spec.tenants[].maxDomUs of the pool).");
      case "PodRefused" ->
          Optional.of(
              "Ask the platform for what the API server misses: a larger quota, another Pod Security level, or the operator's role in the namespace %s (domU.namespaces of the chart)."
                  .formatted(router.getMetadata().getNamespace()));
      case "HandingOver" ->
          Optional.of("Wait some seconds; if it stays, look at the former forwarder.");
      case "NetworkNotFound" ->
          Optional.of("Set spec.interfaces[].network to one of: " + networks() + ".");
      case "ConfigRefused" ->
          Optional.of(
              "Correct the fields that the condition Accepted names; until then the former configuration goes on, if there was one.");
      case "GraphRefused" ->
          Optional.of(
              "Correct spec.forwarding.click at the lines and columns that the condition Accepted names; until then the former graph goes on, if there was one.");
      case "InsufficientAttachments" ->
          Optional.of(
              "Delete routers of these networks, or ask the platform for more attachmentsPerDom0. Free over all nodes: %s."
                  .formatted(freeAttachments()));
      case "NoForwarder" ->
          Optional.of(
              "Look at the pool's forwarders: kubectl get forwarders -A, and kubectl describe forwarderpool %s."
                  .formatted(router.getSpec().poolRef().name()));
      case "ForwarderNotReady", "ForwarderUnreachable", "NoReport" ->
          Optional.of(
              "Look at the forwarder and its pod: %s."
                  .formatted(forwarder.map(Advice::describe).orElse("kubectl get forwarders -A")));
      case "Configuring" ->
          Optional.of("Wait some seconds; if it stays, look at the operator's log.");
      case "BelowEntitlement" ->
          Optional.of(
              "See who else has work on its cores: kubectl fairlane top --pool %s."
                  .formatted(router.getSpec().poolRef().name()));
      default -> Optional.empty();
    };
  }

  private static String describe(Forwarder forwarder) {
    return "kubectl describe -n %1$s forwarder/%2$s pod/%2$s"
        .formatted(forwarder.getMetadata().getNamespace(), forwarder.getMetadata().getName());
  }

  private String poolNames() {
    return state.pools().isEmpty()
        ? "(no pool can be seen)"
        : state.pools().stream()
            .map(each -> each.getMetadata().getName())
            .sorted()
            .collect(Collectors.joining(", "));
  }

  private String tenants() {
    return pool.stream()
        .flatMap(each -> each.getSpec().tenants().stream())
        .map(Selectors::of)
        .collect(Collectors.joining("; "));
  }

  private String networks() {
    return pool.stream()
        .flatMap(each -> each.getSpec().networks().stream())
        .map(each -> each.name())
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private String freeAttachments() {
    return pool.map(each -> each.getStatus()).stream()
        .flatMap(status -> status.networks().stream())
        .map(each -> each.name() + " " + each.freeAttachments())
        .collect(Collectors.joining(", "));
  }
}
