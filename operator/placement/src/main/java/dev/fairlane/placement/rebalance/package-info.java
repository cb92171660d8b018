/**
 * One tick of rebalancing: {@link dev.fairlane.placement.rebalance.Rebalancer#tick} learns from the
 * windows of the pool's forwarders, asks whether something is wrong, and only then looks for a
 * better assignment and judges it.
 *
 * <p>What has to be remembered between ticks is a value, {@link
 * dev.fairlane.placement.rebalance.Memory}. A tick is 10 s.
 */
package dev.fairlane.placement.rebalance;
