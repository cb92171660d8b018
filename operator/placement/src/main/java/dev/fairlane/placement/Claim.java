package dev.fairlane.placement;

/**
 * A claim on a part of something.
 *
 * @param name unique among the claims
 * @param weight above 0
 * @param limit the most that it can use; 0 or more
 */
record Claim(String name, int weight, double limit) {}
