package dev.fairlane.placement;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A router that wants a place.
 *
 * @param uid identity, unique
 * @param name what people call it, NAMESPACE/NAME, unique; orders routers
 * @param tenant name of its tenant
 * @param weight divides the tenant's share among the tenant's routers; above 0
 * @param floorCores what it must not be entitled to less than; 0 for none, at most the ceiling
 * @param ceilingCores the most that it may use, above 0, which its paths divide evenly; empty for
 *     no ceiling
 * @param createdSeconds when it was made; older floors are honoured first
 * @param interfaces at least one, with unique names
 * @param pathNames its paths, each by the name of one of its interfaces: all of them, but for those
 *     whose packets are carried by the path of another one
 */
public record RouterRequest(
    String uid,
    String name,
    String tenant,
    int weight,
    double floorCores,
    OptionalDouble ceilingCores,
    long createdSeconds,
    List<InterfaceRequest> interfaces,
    List<String> pathNames) {

  static final Comparator<RouterRequest> BY_NAME =
      Comparator.comparing(RouterRequest::name).thenComparing(RouterRequest::uid);

  public RouterRequest {
    Weights.require(weight, "router", name);
    if (interfaces.isEmpty()) {
      throw new IllegalArgumentException(
          "router %s has no interface, and needs 1 or more".formatted(name));
    }
    interfaces = interfaces.stream().sorted(Comparator.comparing(InterfaceRequest::name)).toList();
    pathNames = pathNames.stream().sorted().distinct().toList();
    if (pathNames.isEmpty() || !names(interfaces).containsAll(pathNames)) {
      throw new IllegalArgumentException(
          "the paths of router %s are %s, and must be 1 or more of its interfaces %s"
              .formatted(name, pathNames, names(interfaces)));
    }
  }

  /** A router without a floor, each of whose interfaces has a path of its own. */
  public RouterRequest(
      String uid,
      String name,
      String tenant,
      int weight,
      OptionalDouble ceilingCores,
      List<InterfaceRequest> interfaces) {
    this(uid, name, tenant, weight, 0, ceilingCores, 0, interfaces, names(interfaces));
  }

  /** One without a ceiling. */
  public RouterRequest(
      String uid, String name, String tenant, int weight, List<InterfaceRequest> interfaces) {
    this(uid, name, tenant, weight, OptionalDouble.empty(), interfaces);
  }

  private static List<String> names(List<InterfaceRequest> interfaces) {
    return interfaces.stream().map(InterfaceRequest::name).toList();
  }

  /** The number of paths. */
  int paths() {
    return pathNames.size();
  }
}
