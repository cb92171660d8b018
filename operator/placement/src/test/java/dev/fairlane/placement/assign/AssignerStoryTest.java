package dev.fairlane.placement.assign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlane.placement.fairness.PathLoad;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class AssignerStoryTest {

  @Test
  void anOverloadedWorkerGivesOnePathToAnIdleOne() {
    Solution solution =
        Assigner.assign(problem(10, path("a", 0.6, 0, false), path("b", 0.6, 0, false)));

    assertThat(solution.paths())
        .containsExactly(new PlacedPath("a", "p", 1), new PlacedPath("b", "p", 0));
    assertThat(solution.objective()).isEqualTo(new Objective(0, 60, 0, 1));
    assertThat(solution.method()).isEqualTo(Solution.Method.EXACT);
  }

  @Test
  void withoutMoveBudgetEverythingStays() {
    Solution solution =
        Assigner.assign(problem(0, path("a", 0.6, 0, false), path("b", 0.6, 0, false)));

    assertThat(solution.objective()).isEqualTo(new Objective(10, 100, 0, 0));
  }

  @Test
  void theOtherPathMovesWhenOneIsPinned() {
    Solution solution =
        Assigner.assign(problem(10, path("a", 0.6, 0, false), path("b", 0.6, 0, true)));

    assertThat(solution.paths())
        .containsExactly(new PlacedPath("a", "p", 1), new PlacedPath("b", "p", 0));
  }

  @Test
  void aDifferenceBelowAStepMovesNobody() {
    Solution solution =
        Assigner.assign(
            problem(
                10,
                path("a", 0.3, 0, false),
                path("b", 0.301, 1, false),
                path("c", 0.301, 0, false),
                path("d", 0.302, 1, false)));

    assertThat(solution.objective().moves()).isZero();
  }

  @Test
  void thePathsOfARouterKeepToOneCacheDomain() {
    List<WorkerSlot> workers =
        List.of(new WorkerSlot(0, "x"), new WorkerSlot(1, "y"), new WorkerSlot(2, "x"));
    Solution solution =
        Assigner.assign(
            new AssignmentProblem(
                workers,
                List.of(
                    Problems.path("a", "p", 0.5, 0.5),
                    Problems.path("a", "q", 0.5, 0.5),
                    Problems.path("b", "p", 0.5, 0.5)),
                Map.of("a", 1.0, "b", 0.5),
                0));

    assertThat(solution.paths())
        .containsExactly(
            new PlacedPath("a", "p", 0), new PlacedPath("a", "q", 2), new PlacedPath("b", "p", 1));
  }

  @Test
  void theFairShareCountsMoreThanAnEvenLoad() {
    AssignmentProblem problem =
        new AssignmentProblem(
            Problems.workers(2),
            List.of(
                Problems.path("a", "p", 0.9, 1),
                Problems.path("b", "p", 0.3, 0.3),
                Problems.path("c", "p", 0.3, 0.5),
                Problems.path("d", "p", 0.3, 0.2)),
            Map.of("a", 1.0, "b", 0.3, "c", 0.5, "d", 0.2),
            0);

    assertThat(Assigner.assign(problem).objective()).isEqualTo(new Objective(0, 100, 0, 0));
  }

  @Test
  void aWorkerThatIsGoneIsNoPresentOne() {
    assertThat(Assigner.assign(problem(0, path("a", 0.6, 7, false))).objective().moves()).isZero();
  }

  @Test
  void aPathThatIsFixedOnAWorkerThatIsGoneIsRefused() {
    assertThatThrownBy(() -> problem(0, path("a", 0.6, 7, true)))
        .hasMessage("path a/p is fixed on worker 7, and the forwarder has workers [0, 1]");
  }

  @Test
  void noPathNeedsNoWorker() {
    AssignmentProblem nothing = new AssignmentProblem(List.of(), List.of(), Map.of(), 0);

    assertThat(Assigner.assign(nothing).paths()).isEmpty();
  }

  private static AssignmentProblem problem(int budget, MovablePath... paths) {
    Map<String, Double> due = new HashMap<>();
    for (MovablePath path : paths) {
      due.put(path.load().router(), path.load().demandCores());
    }
    return new AssignmentProblem(Problems.workers(2), List.of(paths), due, budget);
  }

  private static MovablePath path(String router, double demand, int worker, boolean fixed) {
    PathLoad load = new PathLoad(router, "p", 0.5, demand);
    return new MovablePath(load, OptionalInt.of(worker), fixed);
  }
}
