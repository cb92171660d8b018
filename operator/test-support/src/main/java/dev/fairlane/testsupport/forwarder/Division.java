package dev.fairlane.testsupport.forwarder;

import java.util.ArrayList;
import java.util.List;

/**
 * How a worker's time is divided among routers that want more than there is: weighted max-min, as
 * the forwarder's scheduler does it. Pure.
 */
final class Division {

  private Division() {}

  /**
   * One router on a worker.
   *
   * @param weight above 0
   * @param wanted what it could use, of the worker's time; 0 or more
   */
  record Claim(double weight, double wanted) {}

  /** The part of each claim, of a time of 1; their sum is at most 1. */
  static double[] divide(List<Claim> claims) {
    double[] parts = new double[claims.size()];
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < parts.length; i++) {
      open.add(i);
    }
    double left = 1;
    while (!open.isEmpty()) {
      double weights = open.stream().mapToDouble(i -> claims.get(i).weight()).sum();
      double level = left / weights;
      List<Integer> full =
          open.stream()
              .filter(i -> claims.get(i).wanted() <= level * claims.get(i).weight())
              .toList();
      for (int i : full.isEmpty() ? open : full) {
        parts[i] = full.isEmpty() ? level * claims.get(i).weight() : claims.get(i).wanted();
      }
      left -= full.stream().mapToDouble(i -> parts[i]).sum();
      open = full.isEmpty() ? List.of() : without(open, full);
    }
    return parts;
  }

  private static List<Integer> without(List<Integer> all, List<Integer> some) {
    return all.stream().filter(each -> !some.contains(each)).toList();
  }
}
