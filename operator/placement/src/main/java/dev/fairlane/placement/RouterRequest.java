package dev.fairlane.placement;

import java.util.Comparator;
import java.util.List;

/**
 * A router that wants a place.
 *
 * @param uid identity, unique
 * @param name what people call it, NAMESPACE/NAME; orders routers
 * @param tenant name of its tenant
 * @param weight divides the tenant's share among the tenant's routers; above 0
 * @param interfaces at least one, with unique names; each has one path
 */
public record RouterRequest(
    String uid, String name, String tenant, int weight, List<InterfaceRequest> interfaces) {

  static final Comparator<RouterRequest> BY_NAME =
      Comparator.comparing(RouterRequest::name).thenComparing(RouterRequest::uid);

  public RouterRequest {
    Weights.require(weight, "router", name);
    if (interfaces.isEmpty()) {
      throw new IllegalArgumentException(
          "router %s has no interface, and needs 1 or more".formatted(name));
    }
    interfaces = interfaces.stream().sorted(Comparator.comparing(InterfaceRequest::name)).toList();
  }

  /** The number of paths: one for each interface. */
  int paths() {
    return interfaces.size();
  }
}
