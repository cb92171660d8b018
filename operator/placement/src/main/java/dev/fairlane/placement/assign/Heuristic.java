package dev.fairlane.placement.assign;

/**
 * A good assignment without proof: from what runs, and from the largest-first rules if one of these
 * ends better. What it found once it finds again.
 */
final class Heuristic {

  private Heuristic() {}

  /**
   * @param bound what no assignment can fall below
   */
  static int[] assign(Model model, Objective bound) {
    int[] kept = settle(model, LongestFirst.complete(model), bound);
    int[] byDemand = LocalSearch.improve(model, LongestFirst.assign(model), bound);
    int[] byDue = LocalSearch.improve(model, LongestFirst.assignDue(model), bound);
    int[] fresh = isBetter(model, byDue, byDemand) ? byDue : byDemand;
    if (!isBetter(model, fresh, kept)) {
      return kept;
    }
    int[] settled = settle(model, fresh, bound);
    return Layout.of(model, settled).moves() <= model.budget ? settled : kept;
  }

  private static boolean isBetter(Model model, int[] one, int[] other) {
    Objective ofOther = Layout.of(model, other).objective().withoutMoves();
    return Layout.of(model, one).objective().withoutMoves().compareTo(ofOther) < 0;
  }

  private static int[] settle(Model model, int[] start, Objective bound) {
    int[] improved = LocalSearch.improve(model, start, bound);
    return LocalSearch.improve(model, LocalSearch.giveBack(model, improved, bound), bound);
  }
}
