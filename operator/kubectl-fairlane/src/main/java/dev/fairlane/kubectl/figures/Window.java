package dev.fairlane.kubectl.figures;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Two samples of one forwarder. What began anew between them (a restarted forwarder, a rebuilt
 * router) has no figures.
 */
public record Window(Sample first, Sample last) {

  private static final double BACKLOGGED = 0.9;
  private static final double PERCENT = 100;

  /** By the forwarder's own clock; 0 when it has no worker that was there all the time. */
  public double seconds() {
    return last.workers().keySet().stream()
        .flatMap(index -> delta(index).stream())
        .mapToDouble(delta -> delta.elapsedCycles() / last.tscHertz())
        .findFirst()
        .orElse(0);
  }

  public Optional<WorkerFigures> worker(int index) {
    return delta(index)
        .map(
            delta -> {
              double scale = PERCENT / delta.elapsedCycles();
              return new WorkerFigures(
                  delta.busyCycles() * scale,
                  delta.idleCycles() * scale,
                  delta.overheadCycles() * scale,
                  delta.stolenCycles() * scale);
            });
  }

  /**
   * @param inputs the interfaces whose packets the path carries, the one that names it first
   */
  public Optional<PathFigures> path(String routerUid, List<String> inputs) {
    Optional<PathCounters> before = first.path(routerUid, inputs);
    Optional<PathCounters> after = last.path(routerUid, inputs);
    if (before.isEmpty() || after.isEmpty() || after.get().hasLessThan(before.get())) {
      return Optional.empty();
    }
    return delta(after.get().worker()).map(worker -> figures(before.get(), after.get(), worker));
  }

  /** The worker that ran the path at the later sample; nothing when it had no such path. */
  public OptionalInt workerOf(String routerUid, String interfaceName) {
    PathCounters path = last.paths().get(new PathKey(routerUid, interfaceName));
    return path == null ? OptionalInt.empty() : OptionalInt.of(path.worker());
  }

  private PathFigures figures(PathCounters before, PathCounters after, WorkerCounters worker) {
    double seconds = worker.elapsedCycles() / last.tscHertz();
    double available = worker.elapsedCycles() - worker.stolenCycles();
    double dispatches = after.dispatches() - before.dispatches();
    double full = after.backloggedDispatches() - before.backloggedDispatches();
    return new PathFigures(
        available > 0 ? (after.busyCycles() - before.busyCycles()) / available : 0,
        (after.receivedPackets() - before.receivedPackets()) / seconds,
        (after.droppedPackets() - before.droppedPackets()) / seconds,
        dispatches > 0 && full >= BACKLOGGED * dispatches,
        after.costCyclesPerPacket());
  }

  private Optional<WorkerCounters> delta(int index) {
    WorkerCounters before = first.workers().get(index);
    WorkerCounters after = last.workers().get(index);
    if (before == null || after == null) {
      return Optional.empty();
    }
    WorkerCounters delta = after.minus(before);
    return delta.isNegativeSomewhere() || delta.elapsedCycles() <= 0
        ? Optional.empty()
        : Optional.of(delta);
  }
}
