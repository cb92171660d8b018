package dev.fairlane.placement.verdict;

/**
 * A decision on a plan.
 *
 * @param kind what to do
 * @param message why, in a sentence that names the figure and the limit
 */
public record Verdict(VerdictKind kind, String message) {}
