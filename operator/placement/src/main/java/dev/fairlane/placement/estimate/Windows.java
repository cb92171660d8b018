package dev.fairlane.placement.estimate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes a window of two readings of a forwarder. */
public final class Windows {

  /** The part of a path's dispatches that has to be backlogged. */
  private static final double MOSTLY = 0.9;

  private static final double NANOS = 1e9;

  private final Map<Integer, WorkerCounters> workersBefore;
  private final Map<PathName, PathCounters> pathsBefore;
  private final Map<Integer, WorkerWindow> workers = new HashMap<>();
  private final Map<PathName, PathWindow> paths = new HashMap<>();
  private final List<Gap> gaps = new ArrayList<>();

  private Windows(Reading earlier) {
    workersBefore =
        earlier.workers().stream()
            .collect(Collectors.toMap(WorkerCounters::index, Function.identity()));
    pathsBefore =
        earlier.paths().stream().collect(Collectors.toMap(PathCounters::name, Function.identity()));
  }

  /** Total: what cannot be told is a gap of the window. */
  public static Window between(Reading earlier, Reading later) {
    if (!earlier.bootId().equals(later.bootId())) {
      return Window.nothing(Gap.Reason.NEW_BOOT);
    }
    long nanos = later.monotonicNanos() - earlier.monotonicNanos();
    if (nanos <= 0) {
      return Window.nothing(Gap.Reason.NOT_NEWER);
    }
    Windows windows = new Windows(earlier);
    later.workers().forEach(windows::add);
    later.paths().forEach(windows::add);
    windows.addLost(later);
    return new Window(nanos / NANOS, windows.workers, windows.paths, windows.gaps);
  }

  private void add(WorkerCounters after) {
    WorkerCounters before = workersBefore.get(after.index());
    if (before == null) {
      gaps.add(Gap.worker(after.index(), Gap.Reason.MISSING));
      return;
    }
    long elapsed = after.elapsedCycles() - before.elapsedCycles();
    long busy = after.busyCycles() - before.busyCycles();
    long stolen = after.stolenCycles() - before.stolenCycles();
    long own = elapsed - stolen;
    if (busy < 0 || stolen < 0 || elapsed < 0) {
      gaps.add(Gap.worker(after.index(), Gap.Reason.WENT_BACK));
    } else if (own <= 0) {
      gaps.add(Gap.worker(after.index(), Gap.Reason.MISSING));
    } else {
      workers.put(
          after.index(),
          new WorkerWindow(own, Math.min(1, (double) busy / own), (double) stolen / elapsed));
    }
  }

  private void add(PathCounters after) {
    PathCounters before = pathsBefore.get(after.name());
    WorkerWindow worker = workers.get(after.worker());
    if (before == null || worker == null) {
      gaps.add(Gap.path(after.name(), Gap.Reason.MISSING));
    } else if (before.worker() != after.worker()) {
      gaps.add(Gap.path(after.name(), Gap.Reason.MOVED));
    } else if (wentBack(before, after)) {
      gaps.add(Gap.path(after.name(), Gap.Reason.WENT_BACK));
    } else {
      paths.put(after.name(), difference(before, after, worker));
    }
  }

  /** A router that was removed and applied again counts from 0. */
  private static boolean wentBack(PathCounters before, PathCounters after) {
    return after.busyCycles() < before.busyCycles()
        || after.dispatches() < before.dispatches()
        || after.backloggedDispatches() < before.backloggedDispatches()
        || after.receivedPackets() < before.receivedPackets()
        || after.missedPackets() < before.missedPackets();
  }

  private static PathWindow difference(
      PathCounters before, PathCounters after, WorkerWindow worker) {
    long busy = after.busyCycles() - before.busyCycles();
    long dispatches = after.dispatches() - before.dispatches();
    long backlogged = after.backloggedDispatches() - before.backloggedDispatches();
    long packets = after.receivedPackets() - before.receivedPackets();
    return new PathWindow(
        Math.min(1, (double) busy / worker.ownCycles()),
        dispatches > 0 && backlogged >= MOSTLY * dispatches,
        packets,
        after.missedPackets() - before.missedPackets(),
        packets > 0 ? OptionalDouble.of((double) busy / packets) : OptionalDouble.empty(),
        worker.stolenFraction());
  }

  private void addLost(Reading later) {
    Set<Integer> workersAfter =
        new HashSet<>(later.workers().stream().map(WorkerCounters::index).toList());
    Set<PathName> pathsAfter =
        new HashSet<>(later.paths().stream().map(PathCounters::name).toList());
    workersBefore.keySet().stream()
        .filter(index -> !workersAfter.contains(index))
        .sorted()
        .forEach(index -> gaps.add(Gap.worker(index, Gap.Reason.MISSING)));
    pathsBefore.keySet().stream()
        .filter(name -> !pathsAfter.contains(name))
        .sorted()
        .forEach(name -> gaps.add(Gap.path(name, Gap.Reason.MISSING)));
  }
}
