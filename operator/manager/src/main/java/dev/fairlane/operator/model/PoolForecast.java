package dev.fairlane.operator.model;

/**
 * What an assignment brings.
 *
 * @param largestShortfallCores the most that a router lacks of what is due to it, in cores
 * @param largestLoadCores the load of the fullest worker, 0 to 1
 */
public record PoolForecast(double largestShortfallCores, double largestLoadCores) {}
