package dev.fairlane.placement.rebalance;

import dev.fairlane.placement.Tenant;
import dev.fairlane.placement.estimate.PathName;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A pool as it is: what it has, who may use it, and what runs where.
 *
 * @param sites ordered by name
 * @param tenants with unique names
 * @param routers ordered by name; each path belongs to one of them
 * @param paths ordered by name; each runs on a worker of a site
 */
public record Pool(
    List<Site> sites, List<Tenant> tenants, List<RouterRight> routers, List<RunningPath> paths) {

  public Pool {
    sites = sites.stream().sorted(Comparator.comparing(Site::forwarder)).toList();
    tenants = List.copyOf(tenants);
    routers = routers.stream().sorted(Comparator.comparing(RouterRight::router)).toList();
    paths = paths.stream().sorted(RunningPath.BY_NAME).toList();
  }

  /** The same pool after moves. */
  public Pool after(List<Move> moves) {
    Map<PathName, Move> byPath =
        moves.stream().collect(Collectors.toMap(Move::path, Function.identity()));
    List<RunningPath> moved =
        paths.stream()
            .map(
                path ->
                    byPath.containsKey(path.name()) ? path.on(byPath.get(path.name()).to()) : path)
            .toList();
    return new Pool(sites, tenants, routers, moved);
  }

  List<PathName> pathNames() {
    return paths.stream().map(RunningPath::name).toList();
  }
}
