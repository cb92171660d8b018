package dev.fairlane.placement.verdict;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The load trigger's memory: for how many samples in a row each worker was over the threshold.
 *
 * @param hotSamples by worker; workers that were not are not there
 */
public record LoadWatch(Map<Integer, Integer> hotSamples) {

  public static final LoadWatch NEW = new LoadWatch(Map.of());

  static final double THRESHOLD = 0.95;
  static final int SAMPLES = 6;
  static final double VARIANCE_IMPROVEMENT = 0.25;
  static final long INTERVAL_SECONDS = 60;

  public LoadWatch {
    hotSamples = Map.copyOf(hotSamples);
  }

  /**
   * One more sample of 10 s.
   *
   * @param busy the busy fraction of each worker, 0 to 1
   */
  public LoadWatch next(Map<Integer, Double> busy) {
    Map<Integer, Integer> next = new HashMap<>();
    busy.forEach(
        (worker, fraction) -> {
          if (fraction > THRESHOLD) {
            next.put(worker, Math.min(SAMPLES, hotSamples.getOrDefault(worker, 0) + 1));
          }
        });
    return new LoadWatch(next);
  }

  /** The first worker that was hot for long enough. */
  OptionalInt hotWorker() {
    return hotSamples.entrySet().stream()
        .filter(entry -> entry.getValue() >= SAMPLES)
        .mapToInt(Map.Entry::getKey)
        .min();
  }
}
