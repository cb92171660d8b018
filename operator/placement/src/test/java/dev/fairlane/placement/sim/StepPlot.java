package dev.fairlane.placement.sim;

import static dev.fairlane.placement.sim.Simulator.text;

import java.util.List;
import java.util.Map;

/** The largest shortfall around the step, for each strategy, as a picture. */
final class StepPlot {

  private static final int FIRST = Workload.EVENT - 10;
  private static final int LAST = Workload.EVENT + 50;
  private static final int WIDTH = 640;
  private static final int HEIGHT = 240;
  private static final int MARGIN = 40;
  private static final double MOST_CORES = 0.6;

  private static final Map<String, String> COLOURS =
      Map.of(
          Strategies.STATIC, "#888888",
          Strategies.LPT, "#d08000",
          Strategies.OURS, "#0060c0",
          Strategies.CLAIRVOYANT, "#208040");

  private StepPlot() {}

  static String svg(List<Run> runs) {
    StringBuilder svg = new StringBuilder();
    svg.append(
        text(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                + " font-family=\"sans-serif\" font-size=\"12\">\n",
            WIDTH, HEIGHT));
    svg.append(text("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>\n", WIDTH, HEIGHT));
    svg.append(axes());
    int row = 0;
    for (String strategy : Strategies.all().keySet()) {
      Run run = SimReport.find(runs, Workload.STEP.label(), strategy);
      svg.append(line(run.shortfallCores(), COLOURS.get(strategy)));
      svg.append(
          text(
              "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>\n",
              WIDTH - 120, MARGIN + 16 * row++, COLOURS.get(strategy), strategy));
    }
    return svg.append("</svg>\n").toString();
  }

  private static String axes() {
    int bottom = HEIGHT - MARGIN;
    return text(
            "<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"black\"/>\n",
            MARGIN, MARGIN / 2, bottom, WIDTH - MARGIN)
        + text(
            "<text x=\"%d\" y=\"%d\">ticks after the step, -10 to 50</text>\n",
            WIDTH / 2 - 80, HEIGHT - MARGIN / 3)
        + text("<text x=\"%d\" y=\"14\">largest shortfall, 0 to 0.6 core</text>\n", MARGIN);
  }

  private static String line(List<Double> values, String colour) {
    StringBuilder points = new StringBuilder();
    for (int tick = FIRST; tick <= LAST; tick++) {
      double x = MARGIN + (double) (tick - FIRST) / (LAST - FIRST) * (WIDTH - 2 * MARGIN);
      double part = Math.min(1, values.get(tick) / MOST_CORES);
      double y = HEIGHT - MARGIN - part * (HEIGHT - 1.5 * MARGIN);
      points.append(text("%.1f,%.1f ", x, y));
    }
    return text(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n",
        points.toString().strip(), colour);
  }
}
