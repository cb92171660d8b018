package dev.fairlane.placement.estimate;

/**
 * A worker's counters since its forwarder's boot, in TSC cycles.
 *
 * @param index the forwarder's index of it
 * @param elapsedCycles all cycles
 * @param busyCycles those of dispatches that found work
 * @param stolenCycles those in which the kernel ran something else
 */
public record WorkerCounters(int index, long elapsedCycles, long busyCycles, long stolenCycles) {}
