package dev.fairlane.placement;

/**
 * A router's part of a worker.
 *
 * @param worker index of the forwarder's worker
 * @param sharePpm in millionths of the worker, 1 to 1000000
 */
public record WorkerShare(int worker, int sharePpm) {}
