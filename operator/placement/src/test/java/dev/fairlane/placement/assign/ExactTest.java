package dev.fairlane.placement.assign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ExactTest {

  @Property
  void isAsGoodAsTheBestOfAllAssignments(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 8) int paths,
      @ForAll @IntRange(min = 1, max = 3) int workers) {
    AssignmentProblem problem =
        Problems.random(new Random(seed), paths, workers, Problems.NO_LIMIT);

    Solution solution = Assigner.assign(problem);

    assertThat(solution.method()).isEqualTo(Solution.Method.EXACT);
    assertThat(solution.objective()).isEqualTo(BruteForce.least(problem));
    assertThat(solution.objective()).isEqualTo(figures(problem, solution));
  }

  /** Few, since there are up to 59,049 assignments to try. */
  @Property(tries = 60)
  void isAsGoodAsTheBestOfAllAssignmentsOfTenPaths(
      @ForAll long seed,
      @ForAll @IntRange(min = 9, max = 10) int paths,
      @ForAll @IntRange(min = 2, max = 3) int workers,
      @ForAll boolean isBudgetTight) {
    int budget = isBudgetTight ? paths / 2 : Problems.NO_LIMIT;
    AssignmentProblem problem = Problems.random(new Random(seed), paths, workers, budget);

    Solution solution = Assigner.assign(problem);

    assertThat(solution.method()).isEqualTo(Solution.Method.EXACT);
    assertThat(solution.objective()).isEqualTo(BruteForce.least(problem));
    assertThat(solution.objective()).isEqualTo(figures(problem, solution));
  }

  @Property
  void isAsGoodAsTheBestOfTheAssignmentsWithinTheMoveBudget(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 7) int paths,
      @ForAll @IntRange(min = 1, max = 3) int workers,
      @ForAll @IntRange(max = 4) int budget) {
    AssignmentProblem problem = Problems.random(new Random(seed), paths, workers, budget);

    Solution solution = Assigner.assign(problem);

    assertThat(solution.objective()).isEqualTo(BruteForce.least(problem));
    assertThat(solution.objective().moves()).isLessThanOrEqualTo(budget);
  }

  /** The largest shortfall is 0.125 cores, half a step between two. */
  @Test
  void isAsGoodAsTheBestWhereHalfAStepDecides() {
    AssignmentProblem problem = Problems.random(new Random(10607), 6, 2, 0);

    assertThat(Assigner.assign(problem).objective()).isEqualTo(BruteForce.least(problem));
    assertThat(BruteForce.least(problem).shortfallSteps()).isEqualTo(12);
  }

  @Test
  void tenPathsOnFourWorkersAreProvenWithinFiftyThousandNodes() {
    for (int seed = 0; seed < 20; seed++) {
      AssignmentProblem problem = Problems.random(new Random(seed), 10, 4, Problems.NO_LIMIT);

      assertThat(Assigner.assign(problem, 50_000).method()).isEqualTo(Solution.Method.EXACT);
    }
  }

  @Test
  void aSearchThatReachesItsNodeLimitSaysThatItHasNoProof() {
    AssignmentProblem problem = Problems.random(new Random(0), 24, 8, Problems.NO_LIMIT);

    Solution solution = Assigner.assign(problem, 1_000);

    assertThat(solution.method()).isEqualTo(Solution.Method.HEURISTIC);
    assertThat(solution.bound()).isLessThan(solution.objective());
    assertThat(solution.objective()).isEqualTo(figures(problem, solution));
  }

  private static Objective figures(AssignmentProblem problem, Solution solution) {
    List<WorkerSlot> chosen =
        solution.paths().stream().map(path -> problem.workers().get(path.worker())).toList();
    return BruteForce.objective(problem, chosen);
  }
}
