package dev.fairlane.kubectl.plan;

import dev.fairlane.kubectl.plan.PlanView.FiguresShown;
import dev.fairlane.kubectl.text.Cell;
import dev.fairlane.kubectl.text.Styles;
import dev.fairlane.kubectl.text.Table;
import java.util.List;
import java.util.Locale;

/** A plan for people. Pure. */
public final class PlanText {

  private PlanText() {}

  public static String render(PlanView view, Styles styles) {
    StringBuilder text = new StringBuilder();
    text.append("Pool %s (mode %s): %s".formatted(view.pool(), view.mode(), view.verdict()))
        .append(view.id().isEmpty() ? "" : ", plan " + view.id())
        .append("\n  ")
        .append(view.message())
        .append('\n');
    text.append("  Now: ").append(figures(view.before())).append('\n');
    if (!view.moves().isEmpty()) {
      text.append("  Predicted: ").append(figures(view.predicted())).append("\n\n");
      text.append(moves(view).render(styles));
    }
    text.append('\n').append(routers(view).render(styles));
    view.notes().forEach(note -> text.append("Note: ").append(note).append('\n'));
    return text.toString();
  }

  private static Table moves(PlanView view) {
    Table table = new Table("ROUTER", "PATH", "FORWARDER", "FROM", "TO");
    view.moves()
        .forEach(
            move ->
                table.add(
                    List.of(
                        Cell.of(move.router()),
                        Cell.of(move.path()),
                        Cell.of(move.forwarder()),
                        Cell.of(Integer.toString(move.from())),
                        Cell.of(Integer.toString(move.to())))));
    return table;
  }

  private static Table routers(PlanView view) {
    Table table = new Table("ROUTER", "ENTITLED", "DUE", "ACHIEVABLE");
    view.routers()
        .forEach(
            router ->
                table.add(
                    List.of(
                        Cell.of(router.router()),
                        Cell.of(cores(router.entitledCores())),
                        Cell.of(cores(router.dueCores())),
                        Cell.of(cores(router.achievableCores())))));
    return table;
  }

  private static String figures(FiguresShown figures) {
    return "largest shortfall %s cores, largest load %s"
        .formatted(cores(figures.largestShortfallCores()), cores(figures.largestLoadCores()));
  }

  private static String cores(double cores) {
    return String.format(Locale.ROOT, "%.2f", cores);
  }
}
