package dev.fairlane.kubectl.top;

import dev.fairlane.api.v1alpha1.VirtualRouter;
import java.util.Optional;

/**
 * What of a look is shown.
 *
 * @param namespace absent: routers of all namespaces
 * @param pool absent: of all pools
 */
public record Selection(Optional<String> namespace, Optional<String> pool) {

  boolean has(VirtualRouter router) {
    return namespace.map(router.getMetadata().getNamespace()::equals).orElse(true)
        && hasPool(router.getSpec().poolRef().name());
  }

  boolean hasPool(String name) {
    return pool.map(name::equals).orElse(true);
  }
}
