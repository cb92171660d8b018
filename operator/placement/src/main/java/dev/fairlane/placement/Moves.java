package dev.fairlane.placement;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Counts what a plan moves. */
final class Moves {

  private Moves() {}

  /** Paths that run before and after, but on another worker or forwarder. */
  static int count(List<Assignment> before, List<Placement> after) {
    Map<String, Assignment> byRouter =
        after.stream()
            .map(Placement::assignment)
            .collect(Collectors.toMap(Assignment::routerUid, Function.identity()));
    return before.stream()
        .filter(assignment -> byRouter.containsKey(assignment.routerUid()))
        .mapToInt(assignment -> count(assignment, byRouter.get(assignment.routerUid())))
        .sum();
  }

  private static int count(Assignment before, Assignment after) {
    boolean sameForwarder = before.forwarder().equals(after.forwarder());
    return (int)
        before.paths().stream()
            .filter(
                path -> {
                  Optional<Integer> worker = after.workerOf(path.interfaceName());
                  return worker.isPresent() && !(sameForwarder && worker.get() == path.worker());
                })
            .count();
  }
}
