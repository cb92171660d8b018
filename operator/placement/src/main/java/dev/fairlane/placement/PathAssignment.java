package dev.fairlane.placement;

/**
 * The worker of a path.
 *
 * @param interfaceName the interface whose packets the path carries
 * @param worker index of the forwarder's worker
 */
public record PathAssignment(String interfaceName, int worker) {}
