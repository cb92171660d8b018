package dev.fairlane.operator.pod;

import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.RouterReference;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;

/**
 * Where the pod and the Secret of a forwarder are, and whose they are. Pure.
 *
 * @param namespace of both
 * @param owner what they go with
 */
public record PodPlace(String namespace, OwnerReference owner) {

  /**
   * Beside the Forwarder and owned by it; but those of a router's own forwarder beside the router
   * and owned by it, whose namespace's quota and Pod Security apply to them.
   */
  public static PodPlace of(Forwarder forwarder) {
    RouterReference router = forwarder.getSpec().router();
    return router == null
        ? new PodPlace(forwarder.getMetadata().getNamespace(), Owners.of(forwarder))
        : new PodPlace(router.namespace(), ownerOf(router));
  }

  /** It does not hold up the router's deletion, so that no right over routers is needed. */
  private static OwnerReference ownerOf(RouterReference router) {
    VirtualRouter kind = new VirtualRouter();
    return new OwnerReferenceBuilder()
        .withApiVersion(kind.getApiVersion())
        .withKind(kind.getKind())
        .withName(router.name())
        .withUid(router.uid())
        .withController(true)
        .build();
  }
}
