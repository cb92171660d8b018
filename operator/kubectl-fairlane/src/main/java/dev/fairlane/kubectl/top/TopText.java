package dev.fairlane.kubectl.top;

import dev.fairlane.kubectl.text.Age;
import dev.fairlane.kubectl.text.Cell;
import dev.fairlane.kubectl.text.Style;
import dev.fairlane.kubectl.text.Styles;
import dev.fairlane.kubectl.text.Table;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A look for people. Pure. */
final class TopText {

  private static final String UNKNOWN = "-";

  private TopText() {}

  static String render(TopView view, Styles styles) {
    Table routers =
        new Table(
            "NAMESPACE",
            "NAME",
            "POOL",
            "READY",
            "NODE",
            "CORE",
            "ENTITLED",
            "DUE",
            "RECEIVED",
            "RATE/S",
            "DROPS/S",
            "CYCLES/PACKET");
    view.routers().forEach(row -> routers.add(cells(row)));
    Table workers =
        new Table(
            "FORWARDER", "NODE", "WORKER", "CPU", "PATHS", "BUSY", "IDLE", "OVERHEAD", "STOLEN");
    view.workers().forEach(row -> workers.add(cells(row)));
    StringBuilder text = new StringBuilder();
    text.append(routers.isEmpty() ? "No routers.\n" : routers.render(styles));
    if (!workers.isEmpty()) {
      text.append('\n').append(workers.render(styles));
    }
    text.append('\n').append(age(view));
    view.notes().forEach(note -> text.append("Note: ").append(note).append('\n'));
    return text.toString();
  }

  private static List<Cell> cells(RouterRow row) {
    String cores = row.cores().stream().map(String::valueOf).collect(Collectors.joining(","));
    return List.of(
        Cell.of(row.namespace()),
        Cell.of(row.name()),
        Cell.of(row.pool()),
        Cell.of(row.ready(), Style.ofStatus(row.ready())),
        Cell.of(Objects.requireNonNullElse(row.node(), UNKNOWN)),
        Cell.of(cores.isEmpty() ? UNKNOWN : cores),
        Cell.of(cores(row.entitledCores())),
        Cell.of(cores(row.dueCores())),
        Cell.of(cores(row.receivedCores())),
        Cell.of(whole(row.packetsPerSecond())),
        Cell.of(whole(row.dropsPerSecond())),
        Cell.of(whole(row.costCyclesPerPacket())));
  }

  private static List<Cell> cells(WorkerRow row) {
    return List.of(
        Cell.of(row.forwarder()),
        Cell.of(row.node()),
        Cell.of(Integer.toString(row.worker())),
        Cell.of(Objects.toString(row.cpu(), UNKNOWN)),
        Cell.of(Integer.toString(row.paths())),
        Cell.of(percent(row.busyPercent())),
        Cell.of(percent(row.idlePercent())),
        Cell.of(percent(row.overheadPercent())),
        Cell.of(percent(row.stolenPercent())));
  }

  /** One line for each kind of figures that is shown. */
  private static String age(TopView view) {
    List<FigureSource> sources =
        Stream.concat(
                view.routers().stream().map(RouterRow::figures),
                view.workers().stream().map(WorkerRow::figures))
            .toList();
    Optional<Double> window = longest(sources, FigureSource::isLive);
    Optional<Double> age = longest(sources, FigureSource::isStatus);
    StringBuilder text = new StringBuilder();
    window.ifPresent(
        seconds ->
            text.append("Live figures: over the last ")
                .append(String.format(Locale.ROOT, "%.1f", seconds))
                .append(" s.\n"));
    if (sources.stream().anyMatch(FigureSource::isStatus)) {
      text.append(
              "Figures from status: means over 30 s, written when they change by more than 10 %; ")
          .append("the oldest were written ")
          .append(age.map(TopText::ago).orElse("at an unknown time"))
          .append(".\n");
    }
    return text.isEmpty() ? "There are no figures yet.\n" : text.toString();
  }

  private static Optional<Double> longest(
      List<FigureSource> sources, Function<FigureSource, Boolean> kind) {
    return sources.stream()
        .filter(kind::apply)
        .map(FigureSource::seconds)
        .filter(Objects::nonNull)
        .max(Double::compare);
  }

  private static String ago(double seconds) {
    return Age.text(Duration.ofSeconds((long) seconds)) + " ago";
  }

  private static String cores(Double value) {
    return value == null ? UNKNOWN : String.format(Locale.ROOT, "%.2f", value);
  }

  private static String whole(Double value) {
    return value == null ? UNKNOWN : String.format(Locale.ROOT, "%.0f", value);
  }

  private static String percent(Double value) {
    return value == null ? UNKNOWN : String.format(Locale.ROOT, "%.0f%%", value);
  }
}
