package dev.fairlane.placement.assign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The exact search against a solver that knows nothing of it. */
class ConstraintSolverTest {

  private static final int PROBLEMS = 1_000;
  private static final int MOST_PATHS = 7;
  private static final int MOST_WORKERS = 4;

  @Test
  void theSearchAgreesWithAConstraintSolverOnAThousandProblems() {
    for (int seed = 0; seed < PROBLEMS; seed++) {
      Random random = new Random(seed);
      int paths = 1 + random.nextInt(MOST_PATHS);
      int workers = 1 + random.nextInt(MOST_WORKERS);
      int budget = random.nextBoolean() ? Problems.NO_LIMIT : random.nextInt(paths + 1);
      AssignmentProblem problem = Problems.random(random, paths, workers, budget);

      Solution solution = Assigner.assign(problem);

      assertThat(solution.method()).as("seed %d", seed).isEqualTo(Solution.Method.EXACT);
      assertThat(solution.objective())
          .as("seed %d", seed)
          .isEqualTo(ConstraintSolver.least(problem));
    }
  }

  @Test
  void theSolverAgreesWithTryingEveryAssignment() {
    for (int seed = 0; seed < 50; seed++) {
      AssignmentProblem problem = Problems.random(new Random(seed), 6, 3, 2);

      assertThat(ConstraintSolver.least(problem)).isEqualTo(BruteForce.least(problem));
    }
  }
}
