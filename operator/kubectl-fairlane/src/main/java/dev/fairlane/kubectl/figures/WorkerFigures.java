package dev.fairlane.kubectl.figures;

/** Where a worker's time went, in percent; the four add up to 100. */
public record WorkerFigures(
    double busyPercent, double idlePercent, double overheadPercent, double stolenPercent) {}
