package dev.fairlane.placement.assign;

import com.google.ortools.Loader;
import com.google.ortools.sat.BoolVar;
import com.google.ortools.sat.CpModel;
import com.google.ortools.sat.CpSolver;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.IntVar;
import com.google.ortools.sat.LinearExpr;
import com.google.ortools.sat.LinearExprBuilder;
import com.google.ortools.sat.Literal;
import dev.fairlane.placement.fairness.Achievable;
import dev.fairlane.placement.fairness.PathLoad;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The least objective, by the constraint solver of OR-Tools: which set of paths does each worker
 * run? What a set brings is computed from the words of the design beforehand, so that all the rest
 * is linear. Shares no code with the search but those words. For few paths: the number of sets
 * doubles with each.
 */
final class ConstraintSolver {

  /** Cores as the solver's whole numbers; a step of 0.01 core is 10^7 of them. */
  private static final double SCALE = 1e9;

  private static final long STEP = 10_000_000;
  private static final int MOST_STEPS = 10_000;

  /** Figures are below this, so that one number orders them. */
  private static final long RANGE = 1_000;

  /** A worker runs just these paths, if the literal is true. */
  private record Choice(BoolVar chosen, int paths, WorkerSlot worker) {}

  private final AssignmentProblem problem;
  private final CpModel model = new CpModel();
  private final List<Choice> choices = new ArrayList<>();
  private final IntVar shortfallSteps = model.newIntVar(0, MOST_STEPS, "shortfall");
  private final IntVar loadSteps = model.newIntVar(0, 100, "load");
  private final LinearExprBuilder spread = LinearExpr.newBuilder();
  private final LinearExprBuilder moves = LinearExpr.newBuilder();

  private ConstraintSolver(AssignmentProblem problem) {
    this.problem = problem;
    problem.workers().forEach(this::addChoices);
    IntStream.range(0, problem.paths().size()).forEach(this::placeOnce);
    boundShortfall();
    countDomains();
    model.addLessOrEqual(moves, Math.min(problem.moveBudget(), problem.paths().size()));
  }

  /**
   * @throws IllegalStateException when the solver ends without a proof
   */
  static Objective least(AssignmentProblem problem) {
    Loader.loadNativeLibraries();
    return new ConstraintSolver(problem).solve();
  }

  private Objective solve() {
    model.minimize(
        LinearExpr.newBuilder()
            .addTerm(shortfallSteps, RANGE * RANGE * RANGE)
            .addTerm(loadSteps, RANGE * RANGE)
            .addTerm(spread, RANGE)
            .add(moves));
    CpSolver solver = new CpSolver();
    solver.getParameters().setNumWorkers(1);
    CpSolverStatus status = solver.solve(model);
    if (status != CpSolverStatus.OPTIMAL) {
      throw new IllegalStateException("the solver ended with %s for %s".formatted(status, problem));
    }
    return new Objective(
        (int) solver.value(shortfallSteps),
        (int) solver.value(loadSteps),
        (int) solver.value(spread),
        (int) solver.value(moves));
  }

  /** Each worker runs one of the sets that it may run. */
  private void addChoices(WorkerSlot worker) {
    List<Literal> sets = new ArrayList<>();
    for (int paths = 0; paths < 1 << problem.paths().size(); paths++) {
      if (mayRun(worker, paths)) {
        BoolVar chosen = model.newBoolVar("");
        Choice choice = new Choice(chosen, paths, worker);
        choices.add(choice);
        sets.add(chosen);
        double demand = loads(choice).stream().mapToDouble(PathLoad::demandCores).sum();
        model
            .addGreaterOrEqual(loadSteps, Math.round(Math.min(1, demand) * 100))
            .onlyEnforceIf(chosen);
        moves.addTerm(chosen, movesOf(choice));
      }
    }
    model.addExactlyOne(sets);
  }

  private boolean mayRun(WorkerSlot worker, int paths) {
    return IntStream.range(0, problem.paths().size())
        .filter(path -> problem.paths().get(path).fixed())
        .allMatch(path -> has(paths, path) == isPresent(path, worker));
  }

  private long movesOf(Choice choice) {
    return IntStream.range(0, problem.paths().size())
        .filter(path -> has(choice.paths(), path))
        .filter(path -> problem.paths().get(path).present().isPresent())
        .filter(path -> !isPresent(path, choice.worker()))
        .count();
  }

  private void placeOnce(int path) {
    model.addExactlyOne(
        choices.stream()
            .filter(choice -> has(choice.paths(), path))
            .map(Choice::chosen)
            .toArray(Literal[]::new));
  }

  /** A router's shortfall is at most the steps, and rounds down to them. */
  private void boundShortfall() {
    Map<String, LinearExprBuilder> received = new HashMap<>();
    problem.dueCores().keySet().forEach(name -> received.put(name, LinearExpr.newBuilder()));
    for (Choice choice : choices) {
      Achievable.onWorker(loads(choice))
          .forEach(
              (router, cores) ->
                  received.get(router).addTerm(choice.chosen(), Math.round(cores * SCALE)));
    }
    problem
        .dueCores()
        .forEach(
            (router, due) ->
                model.addGreaterOrEqual(
                    received.get(router).addTerm(shortfallSteps, STEP),
                    Math.round(due * SCALE) - STEP / 2 + 1));
  }

  /** A router's domains beyond its first. */
  private void countDomains() {
    Map<String, Map<String, BoolVar>> used = new TreeMap<>();
    for (Choice choice : choices) {
      for (PathLoad load : loads(choice)) {
        BoolVar uses =
            used.computeIfAbsent(load.router(), router -> new TreeMap<>())
                .computeIfAbsent(choice.worker().cacheDomain(), domain -> model.newBoolVar(""));
        model.addImplication(choice.chosen(), uses);
      }
    }
    used.values().forEach(domains -> domains.values().forEach(spread::add));
    spread.add(-used.size());
  }

  private List<PathLoad> loads(Choice choice) {
    return IntStream.range(0, problem.paths().size())
        .filter(path -> has(choice.paths(), path))
        .mapToObj(path -> problem.paths().get(path).load())
        .toList();
  }

  private boolean isPresent(int path, WorkerSlot worker) {
    MovablePath movable = problem.paths().get(path);
    return movable.present().isPresent() && movable.present().getAsInt() == worker.index();
  }

  private static boolean has(int paths, int path) {
    return (paths >> path & 1) == 1;
  }
}
