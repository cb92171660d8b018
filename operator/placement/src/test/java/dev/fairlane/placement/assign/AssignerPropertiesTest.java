package dev.fairlane.placement.assign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlane.placement.fairness.PathLoad;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class AssignerPropertiesTest {

  private static final long NODES = 1_000;

  @Property(tries = 40)
  void fixedPathsStay(@ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int paths) {
    AssignmentProblem problem = Problems.random(new Random(seed), paths, 4, Problems.NO_LIMIT);

    Solution solution = Assigner.assign(problem, NODES);

    for (int i = 0; i < paths; i++) {
      MovablePath path = problem.paths().get(i);
      if (path.fixed()) {
        assertThat(solution.paths().get(i).worker()).isEqualTo(path.present().getAsInt());
      }
    }
  }

  @Property(tries = 40)
  void theMoveBudgetIsKept(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 30) int paths,
      @ForAll @IntRange(max = 5) int budget) {
    AssignmentProblem problem = Problems.random(new Random(seed), paths, 4, budget);

    assertThat(Assigner.assign(problem, NODES).objective().moves()).isLessThanOrEqualTo(budget);
  }

  @Property(tries = 40)
  void planningWhatIsPlannedMovesNothing(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int paths) {
    AssignmentProblem problem = Problems.random(new Random(seed), paths, 3, Problems.NO_LIMIT);
    Solution planned = Assigner.assign(problem);

    Solution again = Assigner.assign(Problems.after(problem, planned));

    assertThat(planned.method()).isEqualTo(Solution.Method.EXACT);
    assertThat(again.paths()).isEqualTo(planned.paths());
    assertThat(again.objective()).isEqualTo(planned.objective().withoutMoves());
  }

  @Property(tries = 40)
  void theOrderOfTheInputChangesNothing(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int paths, @ForAll Random random) {
    AssignmentProblem problem = Problems.random(new Random(seed), paths, 4, Problems.NO_LIMIT);
    List<MovablePath> shuffledPaths = new ArrayList<>(problem.paths());
    List<WorkerSlot> shuffledWorkers = new ArrayList<>(problem.workers());
    Collections.shuffle(shuffledPaths, random);
    Collections.shuffle(shuffledWorkers, random);
    AssignmentProblem shuffled =
        new AssignmentProblem(
            shuffledWorkers, shuffledPaths, problem.dueCores(), problem.moveBudget());

    assertThat(Assigner.assign(shuffled, NODES)).isEqualTo(Assigner.assign(problem, NODES));
  }

  @Property(tries = 40)
  void otherNamesChangeNothingButTies(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int paths) {
    AssignmentProblem problem = Problems.random(new Random(seed), paths, 3, Problems.NO_LIMIT);

    assertThat(Assigner.assign(renamed(problem)).objective())
        .isEqualTo(Assigner.assign(problem).objective());
  }

  /** Names that sort the other way round. */
  private static AssignmentProblem renamed(AssignmentProblem problem) {
    Map<String, Double> due = new HashMap<>();
    problem.dueCores().forEach((router, cores) -> due.put(renamed(router), cores));
    List<MovablePath> paths = new ArrayList<>();
    for (MovablePath path : problem.paths()) {
      PathLoad load = path.load();
      PathLoad other =
          new PathLoad(renamed(load.router()), load.path(), load.shareCores(), load.demandCores());
      paths.add(new MovablePath(other, path.present(), path.fixed()));
    }
    return new AssignmentProblem(problem.workers(), paths, due, problem.moveBudget());
  }

  private static String renamed(String router) {
    return "other%03d".formatted(999 - Integer.parseInt(router.substring("router".length())));
  }
}
