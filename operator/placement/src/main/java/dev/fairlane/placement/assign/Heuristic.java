package dev.fairlane.placement.assign;

/**
 * A good assignment without proof: from what runs, and from the largest-first rule if that ends
 * better. What it found once it finds again.
 */
final class Heuristic {

  private Heuristic() {}

  static int[] assign(Model model) {
    int[] kept = settle(model, LongestFirst.complete(model));
    int[] fresh = LocalSearch.improve(model, LongestFirst.assign(model));
    Layout freshLayout = Layout.of(model, fresh);
    boolean better =
        freshLayout
                .objective()
                .withoutMoves()
                .compareTo(Layout.of(model, kept).objective().withoutMoves())
            < 0;
    if (!better) {
      return kept;
    }
    int[] settled = settle(model, fresh);
    return Layout.of(model, settled).moves() <= model.budget ? settled : kept;
  }

  private static int[] settle(Model model, int[] start) {
    int[] improved = LocalSearch.improve(model, start);
    return LocalSearch.improve(model, LocalSearch.giveBack(model, improved));
  }
}
