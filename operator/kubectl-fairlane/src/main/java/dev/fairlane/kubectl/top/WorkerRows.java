package dev.fairlane.kubectl.top;

import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.WorkerStatus;
import dev.fairlane.kubectl.figures.LiveFigures;
import dev.fairlane.kubectl.figures.WorkerFigures;
import dev.fairlane.kubectl.pool.StatusAge;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Rows of workers: live where the forwarder answered, else what its status shows. Pure. */
final class WorkerRows {

  private WorkerRows() {}

  static List<WorkerRow> of(Forwarder forwarder, LiveFigures live, Instant now) {
    if (forwarder.getStatus() == null) {
      return List.of();
    }
    return forwarder.getStatus().workers().stream()
        .sorted(Comparator.comparingInt(WorkerStatus::index))
        .map(worker -> row(forwarder, worker, live, now))
        .toList();
  }

  private static WorkerRow row(
      Forwarder forwarder, WorkerStatus worker, LiveFigures live, Instant now) {
    String name = forwarder.getMetadata().getName();
    Optional<WorkerFigures> figures =
        live.window(name).flatMap(window -> window.worker(worker.index()));
    Double shown = Optional.ofNullable(worker.busyPercent()).map(Integer::doubleValue).orElse(null);
    Double age =
        StatusAge.of(forwarder, now).map(each -> Double.valueOf(each.toSeconds())).orElse(null);
    FigureSource fromStatus = shown == null ? FigureSource.NONE : FigureSource.status(age);
    return new WorkerRow(
        forwarder.getSpec().poolRef().name(),
        name,
        forwarder.getSpec().nodeName(),
        worker.index(),
        worker.cpu(),
        paths(forwarder, worker.index()),
        figures.map(each -> Rounded.tenth(each.busyPercent())).orElse(shown),
        figures.map(each -> Rounded.tenth(each.idlePercent())).orElse(null),
        figures.map(each -> Rounded.tenth(each.overheadPercent())).orElse(null),
        figures.map(each -> Rounded.tenth(each.stolenPercent())).orElse(null),
        figures.isPresent()
            ? FigureSource.live(live.window(name).orElseThrow().seconds())
            : fromStatus);
  }

  private static int paths(Forwarder forwarder, int worker) {
    return (int)
        forwarder.getSpec().routers().stream()
            .flatMap(router -> router.paths().stream())
            .filter(path -> path.worker() == worker)
            .count();
  }
}
