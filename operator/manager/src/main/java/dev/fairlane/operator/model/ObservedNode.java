package dev.fairlane.operator.model;

/**
 * A node that the pool's selector matches, or that has one of the pool's forwarders.
 *
 * @param selected the pool's selector matches
 * @param usable it is Ready and may be given new pods
 */
public record ObservedNode(String name, boolean selected, boolean usable) {}
