package dev.fairlane.operator.model;

import dev.fairlane.api.v1alpha1.VirtualRouterStatus;

/**
 * What one turn of the cycle found about one router: all that its status is made of.
 *
 * @param generation of the VirtualRouter that was judged
 * @param shown the status without conditions and observedGeneration, figures rounded
 */
public record RouterOutcome(
    String namespace,
    String name,
    String uid,
    long generation,
    Fact accepted,
    Fact placed,
    Fact ready,
    Fact entitlementMet,
    VirtualRouterStatus shown) {}
