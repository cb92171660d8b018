package dev.fairlane.e2e;

import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.api.v1alpha1.VirtualRouterStatus;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** VirtualRouters, as their tenant sees them. */
final class Routers {

  private static final int LIMIT_SECONDS = 90;

  private final Cluster cluster;

  Routers(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Applies a manifest that the API server takes. */
  void apply(String manifest) {
    cluster.apply(manifest).orThrow();
  }

  VirtualRouter get(RouterId id) {
    return resource(id).get();
  }

  VirtualRouterStatus status(RouterId id) {
    return Objects.requireNonNull(get(id), () -> "there is no router " + id).getStatus();
  }

  /** Ready, with the spec as it is now. */
  VirtualRouterStatus awaitReady(RouterId id) {
    return awaitCondition(id, "Ready", "True");
  }

  /** A condition of that status, judged on the spec as it is now. */
  VirtualRouterStatus awaitCondition(RouterId id, String type, String status) {
    return await(
        id,
        type + "=" + status,
        LIMIT_SECONDS,
        router ->
            condition(router, type)
                .filter(condition -> status.equals(condition.getStatus()))
                .filter(
                    condition ->
                        router
                            .getMetadata()
                            .getGeneration()
                            .equals(condition.getObservedGeneration()))
                .isPresent());
  }

  VirtualRouterStatus await(RouterId id, String text, int seconds, Predicate<VirtualRouter> holds) {
    return Expectation.within(seconds, "router %s: %s".formatted(id, text))
        .of(() -> get(id), holds, Routers::shown)
        .getStatus();
  }

  /** Deletes it and waits until it is gone. */
  void delete(RouterId id) {
    resource(id).delete();
    Expectation.within(LIMIT_SECONDS, "router %s is gone".formatted(id))
        .holds(() -> get(id) == null);
  }

  static Condition condition(VirtualRouterStatus status, String type) {
    return find(status.conditions(), type)
        .orElseThrow(
            () -> new AssertionError("no condition %s in %s".formatted(type, status.conditions())));
  }

  private static Optional<Condition> condition(VirtualRouter router, String type) {
    return Optional.ofNullable(router.getStatus())
        .flatMap(status -> find(status.conditions(), type));
  }

  private static Optional<Condition> find(List<Condition> conditions, String type) {
    return conditions.stream().filter(condition -> type.equals(condition.getType())).findFirst();
  }

  private static String shown(VirtualRouter router) {
    return "generation %d, status %s"
        .formatted(router.getMetadata().getGeneration(), router.getStatus());
  }

  private Resource<VirtualRouter> resource(RouterId id) {
    return cluster
        .client()
        .resources(VirtualRouter.class)
        .inNamespace(id.namespace())
        .withName(id.name());
  }
}
