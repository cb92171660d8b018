/**
 * Which worker of one forwarder runs which path: {@link dev.fairlane.placement.assign.Assigner} is
 * the way in.
 *
 * <p>All inner figures are whole millionths of a core, so that sums are exact and their order
 * decides nothing.
 */
package dev.fairlane.placement.assign;
