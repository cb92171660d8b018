package dev.fairlane.placement.rebalance;

import dev.fairlane.placement.assign.Assigner;
import dev.fairlane.placement.assign.AssignmentProblem;
import dev.fairlane.placement.assign.MovablePath;
import dev.fairlane.placement.assign.PlacedPath;
import dev.fairlane.placement.estimate.PathName;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Looks for better places, one site after the other, with one budget of moves for all. */
final class SitePlanner {
  private final Pool pool;
  private final Outlook outlook;
  private final Set<PathName> blocked;
  private final List<Move> moves = new ArrayList<>();
  private int budget;

  private SitePlanner(Pool pool, Outlook outlook, Set<PathName> blocked, int budget) {
    this.pool = pool;
    this.outlook = outlook;
    this.blocked = blocked;
    this.budget = budget;
  }

  /**
   * The moves of a plan, ordered by path.
   *
   * @param blocked paths that stay where they are
   */
  static List<Move> plan(Pool pool, Outlook outlook, Set<PathName> blocked, int moveBudget) {
    SitePlanner planner = new SitePlanner(pool, outlook, blocked, moveBudget);
    pool.sites().forEach(planner::plan);
    return planner.moves.stream().sorted((a, b) -> a.path().compareTo(b.path())).toList();
  }

  private void plan(Site site) {
    List<RunningPath> here =
        pool.paths().stream().filter(path -> path.forwarder().equals(site.forwarder())).toList();
    if (here.isEmpty()) {
      return;
    }
    List<MovablePath> movable = here.stream().map(this::movable).toList();
    AssignmentProblem problem =
        new AssignmentProblem(site.workers(), movable, outlook.dueCores(), budget);
    List<PlacedPath> placed = Assigner.assign(problem).paths();
    for (int i = 0; i < here.size(); i++) {
      RunningPath path = here.get(i);
      int to = workerOf(path.name(), placed.get(i));
      if (to != path.worker()) {
        moves.add(new Move(path.name(), path.forwarder(), path.worker(), to));
        budget--;
      }
    }
  }

  private MovablePath movable(RunningPath path) {
    return new MovablePath(
        outlook.load(path.name()),
        OptionalInt.of(path.worker()),
        path.fixed() || blocked.contains(path.name()));
  }

  /** Both lists are ordered by router and path. */
  private static int workerOf(PathName name, PlacedPath placed) {
    if (!name.equals(new PathName(placed.router(), placed.path()))) {
      throw new IllegalStateException("%s was placed as %s".formatted(name, placed));
    }
    return placed.worker();
  }
}
