package dev.fairlane.kubectl.top;

/**
 * One worker of a forwarder. Null means not known; live the four percentages add up to 100.
 *
 * @param cpu id of the CPU that it runs on
 * @param paths number of paths that are assigned to it
 */
public record WorkerRow(
    String pool,
    String forwarder,
    String node,
    int worker,
    Integer cpu,
    int paths,
    Double busyPercent,
    Double idlePercent,
    Double overheadPercent,
    Double stolenPercent,
    FigureSource figures) {}
