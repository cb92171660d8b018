/** {@code kubectl fairlane plan}: what rebalancing would do, by the operator's own code. Pure. */
package dev.fairlane.kubectl.plan;
