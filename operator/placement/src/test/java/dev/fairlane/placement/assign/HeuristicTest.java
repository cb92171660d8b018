package dev.fairlane.placement.assign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HeuristicTest {

  @Property(tries = 60)
  void isNeverWorseThanTheLargestFirstRule(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 40) int paths,
      @ForAll @IntRange(min = 1, max = 10) int workers) {
    Model model = new Model(Problems.random(new Random(seed), paths, workers, Problems.NO_LIMIT));

    Objective found = Layout.of(model, Heuristic.assign(model, LowerBound.of(model))).objective();
    Objective rule = Layout.of(model, LongestFirst.assign(model)).objective();

    assertThat(found.withoutMoves()).isLessThanOrEqualTo(rule.withoutMoves());
  }

  @Property
  void isNeverBelowItsBound(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 8) int paths,
      @ForAll @IntRange(min = 1, max = 3) int workers) {
    AssignmentProblem problem =
        Problems.random(new Random(seed), paths, workers, Problems.NO_LIMIT);

    Solution found = Assigner.assign(problem, 0);

    Objective least = BruteForce.least(problem);
    assertThat(found.method()).isEqualTo(Solution.Method.HEURISTIC);
    assertThat(found.bound().shortfallSteps()).isLessThanOrEqualTo(least.shortfallSteps());
    assertThat(found.bound().loadSteps()).isLessThanOrEqualTo(least.loadSteps());
    assertThat(found.shortfallGapCores()).isNotNegative();
    assertThat(found.loadGapCores()).isNotNegative();
  }

  @Property(tries = 15)
  void planningWhatIsPlannedMovesNothing(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 70) int paths,
      @ForAll @IntRange(min = 1, max = 16) int workers) {
    AssignmentProblem problem =
        Problems.random(new Random(seed), paths, workers, Problems.NO_LIMIT);
    Solution found = Assigner.assign(problem, 0);

    Solution again = Assigner.assign(Problems.after(problem, found), 0);

    assertThat(again.paths()).isEqualTo(found.paths());
    assertThat(again.objective().moves()).isZero();
  }

  @Test
  void manyPathsAreAssignedWithoutASearchAndTheGapIsTold() {
    Solution found = Assigner.assign(Problems.random(new Random(1), 80, 9, Problems.NO_LIMIT));

    assertThat(found.method()).isEqualTo(Solution.Method.HEURISTIC);
    assertThat(found.nodes()).isZero();
    int gap = found.objective().shortfallSteps() - found.bound().shortfallSteps();
    assertThat(found.shortfallGapCores()).isCloseTo(gap / 100.0, within(1e-9));
  }
}
