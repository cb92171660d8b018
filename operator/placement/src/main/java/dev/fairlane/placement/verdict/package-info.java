/**
 * Whether to act on a plan: {@link dev.fairlane.placement.verdict.Verdicts#evaluate} asks a chain
 * of pure functions, and the first that has something to say decides.
 *
 * <p>Times are seconds of any clock that only goes forward.
 */
package dev.fairlane.placement.verdict;
