package dev.fairlane.placement.assign;

/**
 * A worker: one whole core.
 *
 * @param index the forwarder's index of it, unique
 * @param cacheDomain name of the last-level cache that its core uses
 */
public record WorkerSlot(int index, String cacheDomain) {}
