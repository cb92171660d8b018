/**
 * Which router runs where, and what it is entitled to: pure functions on values.
 *
 * <p>{@link dev.fairlane.placement.Planner#plan} is the way in. Nothing here knows Kubernetes, a
 * clock or a log, and the same input gives the same plan, whatever the order of its lists: ties
 * break by name.
 */
package dev.fairlane.placement;
