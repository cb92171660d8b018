package dev.fairlane.kubectl.plan;

import java.util.List;

/**
 * What rebalancing of a pool would do now. Cores are rounded to hundredths.
 *
 * @param mode of the pool: Off, Recommend or Auto
 * @param id names the plan; empty when it moves nothing
 * @param verdict what becomes of it, as in the pool's status
 * @param message why, in a sentence
 * @param moves the paths that it moves
 * @param before the present assignment
 * @param predicted after the moves; the same as before without any
 * @param routers those that have a place, by name
 * @param notes what was not known
 */
public record PlanView(
    String pool,
    String mode,
    String id,
    String verdict,
    String message,
    List<MoveShown> moves,
    FiguresShown before,
    FiguresShown predicted,
    List<RouterShown> routers,
    List<String> notes) {

  public PlanView {
    moves = List.copyOf(moves);
    routers = List.copyOf(routers);
    notes = List.copyOf(notes);
  }

  /** A path and the workers that it goes from and to. */
  public record MoveShown(String router, String path, String forwarder, int from, int to) {}

  /** What an assignment brings. */
  public record FiguresShown(double largestShortfallCores, double largestLoadCores) {}

  /** What a router may have, is due, and can have where it runs. */
  public record RouterShown(
      String router, double entitledCores, double dueCores, double achievableCores) {}
}
