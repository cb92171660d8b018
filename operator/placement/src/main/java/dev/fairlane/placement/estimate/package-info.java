/**
 * What paths cost and demand, told from cumulative counters: {@link
 * dev.fairlane.placement.estimate.Windows#between} makes windows of two readings, and {@link
 * dev.fairlane.placement.estimate.Estimates#next} learns from them.
 *
 * <p>Everything is a value: the next estimate is a function of the last one and the window. What
 * cannot be told is named as a {@link dev.fairlane.placement.estimate.Gap}, never guessed.
 */
package dev.fairlane.placement.estimate;
