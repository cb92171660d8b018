package dev.fairlane.placement.estimate;

/**
 * What a worker did in a window.
 *
 * @param ownCycles elapsed cycles without the stolen ones; above 0
 * @param busyFraction busy cycles of its own ones, 0 to 1
 * @param stolenFraction stolen cycles of all, 0 to 1
 */
public record WorkerWindow(long ownCycles, double busyFraction, double stolenFraction) {}
