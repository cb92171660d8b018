package dev.fairlane.placement.fairness;

/**
 * What a path brings to the worker that it runs on.
 *
 * @param router the router that it belongs to
 * @param path its name, unique in the router
 * @param shareCores its part of what the router is entitled to; above 0
 * @param demandCores what it would use, 0 to 1, already cut to its part of the router's ceiling
 */
public record PathLoad(String router, String path, double shareCores, double demandCores) {

  public PathLoad {
    if (!(shareCores > 0)) {
      throw new IllegalArgumentException(
          "the share of path %s/%s is %s cores, and must be above 0"
              .formatted(router, path, shareCores));
    }
    if (!(demandCores >= 0 && demandCores <= 1)) {
      throw new IllegalArgumentException(
          "path %s/%s demands %s cores, and must demand 0 to 1"
              .formatted(router, path, demandCores));
    }
  }
}
