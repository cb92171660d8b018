package dev.fairlane.placement.assign;

import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;

/** A problem as arrays: paths, routers and workers are numbered in the order of their names. */
final class Model {

  /** The present worker of a path that has none. */
  static final int NOWHERE = -1;

  final int paths;
  final int workers;
  final int routers;
  final int budget;
  final int[] routerOf;
  final long[] demandPpm;
  final double[] share;
  final int[] present;
  final boolean[] fixed;
  final int[] domainOf;
  final long[] duePpm;

  Model(AssignmentProblem problem) {
    List<String> names =
        List.copyOf(
            new TreeSet<>(problem.paths().stream().map(path -> path.load().router()).toList()));
    List<String> domains =
        List.copyOf(
            new TreeSet<>(problem.workers().stream().map(WorkerSlot::cacheDomain).toList()));
    List<Integer> indices = problem.workers().stream().map(WorkerSlot::index).toList();
    paths = problem.paths().size();
    workers = indices.size();
    routers = names.size();
    budget = problem.moveBudget();
    routerOf =
        problem.paths().stream()
            .mapToInt(path -> Collections.binarySearch(names, path.load().router()))
            .toArray();
    demandPpm =
        problem.paths().stream().mapToLong(path -> Steps.ppm(path.load().demandCores())).toArray();
    share = problem.paths().stream().mapToDouble(path -> path.load().shareCores()).toArray();
    present = problem.paths().stream().mapToInt(path -> indexOf(indices, path.present())).toArray();
    fixed = new boolean[paths];
    for (int path = 0; path < paths; path++) {
      fixed[path] = problem.paths().get(path).fixed();
    }
    domainOf =
        problem.workers().stream().mapToInt(slot -> domains.indexOf(slot.cacheDomain())).toArray();
    duePpm =
        names.stream()
            .mapToLong(name -> Steps.ppm(problem.dueCores().getOrDefault(name, 0.0)))
            .toArray();
  }

  private Model(Model other, int[] present) {
    paths = other.paths;
    workers = other.workers;
    routers = other.routers;
    budget = other.budget;
    routerOf = other.routerOf;
    demandPpm = other.demandPpm;
    share = other.share;
    this.present = present;
    fixed = other.fixed;
    domainOf = other.domainOf;
    duePpm = other.duePpm;
  }

  /** The same as if nothing ran yet, but for what is fixed. */
  Model withoutPresent() {
    int[] nowhere = present.clone();
    for (int path = 0; path < paths; path++) {
      nowhere[path] = fixed[path] ? present[path] : NOWHERE;
    }
    return new Model(this, nowhere);
  }

  private static int indexOf(List<Integer> indices, OptionalInt worker) {
    return worker.isPresent() ? indices.indexOf(worker.getAsInt()) : NOWHERE;
  }

  /** The demand of the paths of a mask; for models of at most 31 paths. */
  long demandPpm(int mask) {
    long sum = 0;
    for (int left = mask; left != 0; left &= left - 1) {
      sum += demandPpm[Integer.numberOfTrailingZeros(left)];
    }
    return sum;
  }

  int domains() {
    int most = -1;
    for (int domain : domainOf) {
      most = Math.max(most, domain);
    }
    return most + 1;
  }
}
