package dev.fairlane.placement.assign;

import dev.fairlane.placement.Tenant;
import dev.fairlane.placement.fairness.FairShare;
import dev.fairlane.placement.fairness.FairShares;
import dev.fairlane.placement.fairness.PathLoad;
import dev.fairlane.placement.fairness.RouterClaim;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;

/** Random problems whose due and entitled shares are those of their routers' demands. */
final class Problems {

  static final int NO_LIMIT = Integer.MAX_VALUE;

  private Problems() {}

  static List<WorkerSlot> workers(int count) {
    return IntStream.range(0, count)
        .mapToObj(index -> new WorkerSlot(index, "cache" + index / 2))
        .toList();
  }

  static MovablePath path(String router, String path, double share, double demand) {
    return new MovablePath(new PathLoad(router, path, share, demand), OptionalInt.empty(), false);
  }

  static AssignmentProblem random(Random random, int paths, int workers, int moveBudget) {
    return problem(random, claims(random, paths, 1), workers, moveBudget);
  }

  /** The same, with all demands multiplied, and as many moves as it takes. */
  static AssignmentProblem scaled(Random random, int paths, int workers, double scale) {
    return problem(random, claims(random, paths, scale), workers, NO_LIMIT);
  }

  private static AssignmentProblem problem(
      Random random, List<RouterClaim> claims, int workers, int moveBudget) {
    List<Tenant> tenants = List.of(new Tenant("gold", 3), new Tenant("silver", 1));
    Map<String, FairShare> due = FairShares.divide(workers, workers, tenants, claims);
    Map<String, FairShare> entitled =
        FairShares.divide(
            workers, workers, tenants, claims.stream().map(RouterClaim::backlogged).toList());
    List<MovablePath> movable = new ArrayList<>();
    for (RouterClaim claim : claims) {
      int count = claim.demandCores().size();
      double share = entitled.get(claim.router()).cores() / count;
      for (int index = 0; index < count; index++) {
        PathLoad load =
            new PathLoad(claim.router(), "p" + index, share, claim.demandCores().get(index));
        movable.add(somewhere(random, load, workers));
      }
    }
    Map<String, Double> dueCores = new HashMap<>();
    due.forEach((router, share) -> dueCores.put(router, share.cores()));
    return new AssignmentProblem(workers(workers), movable, dueCores, moveBudget);
  }

  private static List<RouterClaim> claims(Random random, int paths, double demandScale) {
    List<RouterClaim> claims = new ArrayList<>();
    int left = paths;
    while (left > 0) {
      int count = 1 + random.nextInt(Math.min(3, left));
      left -= count;
      double scale = demandScale * (random.nextBoolean() ? 1 : 0.4);
      List<Double> demands =
          IntStream.range(0, count)
              .mapToObj(i -> random.nextInt(4) == 0 ? scale : scale * random.nextDouble())
              .toList();
      claims.add(
          new RouterClaim(
              "router%02d".formatted(claims.size()),
              random.nextBoolean() ? "gold" : "silver",
              1 + random.nextInt(100),
              0,
              OptionalDouble.empty(),
              0,
              demands));
    }
    return claims;
  }

  private static MovablePath somewhere(Random random, PathLoad load, int workers) {
    boolean runs = random.nextInt(5) > 0;
    OptionalInt present = runs ? OptionalInt.of(random.nextInt(workers)) : OptionalInt.empty();
    return new MovablePath(load, present, runs && random.nextInt(6) == 0);
  }

  /** The same wishes, with a solution as the present. */
  static AssignmentProblem after(AssignmentProblem problem, Solution solution) {
    List<MovablePath> paths = new ArrayList<>();
    for (int i = 0; i < problem.paths().size(); i++) {
      MovablePath path = problem.paths().get(i);
      OptionalInt present = OptionalInt.of(solution.paths().get(i).worker());
      paths.add(new MovablePath(path.load(), present, path.fixed()));
    }
    return new AssignmentProblem(
        problem.workers(), paths, problem.dueCores(), problem.moveBudget());
  }
}
