/**
 * The words of fairness as functions on records: due, achievable, shortfall, compliance.
 *
 * <p>Cores are doubles; 1 is a whole core. Nothing here depends on the order of its lists.
 */
package dev.fairlane.placement.fairness;
