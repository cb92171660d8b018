package dev.fairlane.placement;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A router that wants a place.
 *
 * @param uid identity, unique
 * @param name what people call it, NAMESPACE/NAME; orders routers
 * @param tenant name of its tenant
 * @param weight divides the tenant's share among the tenant's routers; above 0
 * @param ceilingCores the most that it may use, above 0, which its paths divide evenly; empty for
 *     no ceiling
 * @param interfaces at least one, with unique names; each has one path
 */
public record RouterRequest(
    String uid,
    String name,
    String tenant,
    int weight,
    OptionalDouble ceilingCores,
    List<InterfaceRequest> interfaces) {

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

  /** A router without a ceiling. */
  public RouterRequest(
      String uid, String name, String tenant, int weight, List<InterfaceRequest> interfaces) {
    this(uid, name, tenant, weight, OptionalDouble.empty(), interfaces);
  }

  /** The most cores that it can use: one for each path, at most those of its forwarder. */
  double usableCores(int mostCores) {
    return Math.min(Math.min(paths(), mostCores), ceilingCores.orElse(Double.MAX_VALUE));
  }

  /** The number of paths: one for each interface. */
  int paths() {
    return interfaces.size();
  }
}
