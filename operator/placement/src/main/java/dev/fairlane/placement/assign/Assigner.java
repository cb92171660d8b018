package dev.fairlane.placement.assign;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Assigns the paths of one forwarder to its workers, so that the {@link Objective} is the least. Of
 * equals the one that the search meets first wins, which the figures and then the names decide.
 */
public final class Assigner {

  /** The most paths and workers of an exact search. */
  public static final int EXACT_PATHS = 24;

  public static final int EXACT_WORKERS = 8;

  /** The most nodes of each of the two searches; what is not proven by then stays without proof. */
  private static final long MOST_NODES = 100_000;

  private final AssignmentProblem problem;
  private final Model model;
  private final long mostNodes;
  private long nodes;

  private Assigner(AssignmentProblem problem, long mostNodes) {
    this.problem = problem;
    this.model = new Model(problem);
    this.mostNodes = mostNodes;
  }

  /** The assignment; the same for the same problem in any order. */
  public static Solution assign(AssignmentProblem problem) {
    return assign(problem, MOST_NODES);
  }

  /**
   * @param mostNodes the most nodes of each search; 0 for none
   */
  static Solution assign(AssignmentProblem problem, long mostNodes) {
    return new Assigner(problem, mostNodes).assign();
  }

  private Solution assign() {
    Objective bound = LowerBound.of(model);
    int[] start = Heuristic.assign(model, bound);
    boolean small = model.paths <= EXACT_PATHS && model.workers <= EXACT_WORKERS;
    if (!small || mostNodes == 0) {
      return solution(start, Solution.Method.HEURISTIC, bound);
    }
    // Without a present, workers are alike, and the proof is much shorter.
    Model fresh = model.withoutPresent();
    if (isBudgetBinding()) {
      Balance ideal = balance(fresh, Heuristic.assign(fresh, bound), bound);
      return search(start, ideal.bound());
    }
    Balance balance = balance(fresh, start, bound);
    int[] labelled = Labels.improve(model, balance.workers());
    int[] balanced = LocalSearch.giveBack(model, labelled, bound);
    int[] better = better(start, balanced);
    return balance.isProven()
        ? search(better, balance.bound())
        : solution(better, Solution.Method.HEURISTIC, balance.bound());
  }

  private Balance balance(Model fresh, int[] start, Objective bound) {
    Balance balance = new Balance(fresh, start, bound, mostNodes);
    balance.search();
    nodes += balance.nodes();
    return balance;
  }

  private boolean isBudgetBinding() {
    long movable =
        IntStream.range(0, model.paths)
            .filter(path -> !model.fixed[path] && model.present[path] != Model.NOWHERE)
            .count();
    return model.budget < movable;
  }

  /** The search with moves, from a start; its bound if it ends without proof is given. */
  private Solution search(int[] start, Objective bound) {
    BranchAndBound search = new BranchAndBound(model, start, bound, mostNodes);
    boolean proven = search.search();
    nodes += search.nodes();
    Objective found = Layout.of(model, search.best()).objective();
    Solution.Method unproven =
        found.withoutTies().equals(bound) ? Solution.Method.BALANCED : Solution.Method.HEURISTIC;
    return solution(search.best(), proven ? Solution.Method.EXACT : unproven, bound);
  }

  private int[] better(int[] a, int[] b) {
    Objective ofA = Layout.of(model, a).objective();
    return Layout.of(model, b).objective().compareTo(ofA) < 0 ? b : a;
  }

  private Solution solution(int[] workers, Solution.Method method, Objective bound) {
    Objective objective = Layout.of(model, workers).objective();
    List<PlacedPath> paths =
        IntStream.range(0, model.paths).mapToObj(path -> place(path, workers[path])).toList();
    boolean exact = method == Solution.Method.EXACT;
    return new Solution(paths, objective, method, exact ? objective : bound, nodes);
  }

  private PlacedPath place(int path, int worker) {
    MovablePath movable = problem.paths().get(path);
    return new PlacedPath(
        movable.load().router(), movable.load().path(), problem.workers().get(worker).index());
  }
}
