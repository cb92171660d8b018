package dev.fairlane.operator.model;

import java.util.OptionalDouble;

/**
 * What a router may have.
 *
 * @param entitledCores its guaranteed share, if everybody had work
 * @param dueCores its share with the present demands; nothing before the first tick of rebalancing
 * @param achievableCores what the present assignment allows of that; likewise
 */
public record CoreRights(
    double entitledCores, OptionalDouble dueCores, OptionalDouble achievableCores) {}
