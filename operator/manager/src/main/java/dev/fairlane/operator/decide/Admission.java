package dev.fairlane.operator.decide;

import dev.fairlane.api.v1alpha1.AssignedPath;
import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.operator.model.Fact;
import java.util.List;
import java.util.Optional;

/**
 * Whether the pool takes a router at all.
 *
 * @param tenant index of the tenant in the pool's list; -1 when none matches
 * @param kept the former assignment, where it goes on although the present spec is not accepted
 * @param paths of a placeable router, the interfaces whose packets each path carries: each of the
 *     router once, the one by which the path goes first
 */
public record Admission(
    VirtualRouter router,
    int tenant,
    Fact accepted,
    Optional<AssignedRouter> kept,
    List<List<String>> paths) {

  public Admission {
    paths = List.copyOf(paths);
  }

  /** A router each of whose interfaces has a path of its own, or that keeps the paths it has. */
  public Admission(VirtualRouter router, int tenant, Fact accepted, Optional<AssignedRouter> kept) {
    this(
        router,
        tenant,
        accepted,
        kept,
        kept.map(Admission::paths)
            .orElseGet(
                () ->
                    router.getSpec().interfaces().stream()
                        .map(each -> List.of(each.name()))
                        .toList()));
  }

  private static List<List<String>> paths(AssignedRouter assigned) {
    return assigned.paths().stream().map(AssignedPath::inputs).toList();
  }

  public String uid() {
    return router.getMetadata().getUid();
  }

  /** Whether the router gets a place, or keeps the one it has. */
  public boolean isPlaceable() {
    return accepted.holds() || kept.isPresent();
  }
}
