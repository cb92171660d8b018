package dev.fairlane.placement.assign;

/**
 * The worker of a path.
 *
 * @param router the router's name
 * @param path the path's name in the router
 * @param worker the forwarder's index of the worker
 */
public record PlacedPath(String router, String path, int worker) {}
