package dev.fairlane.placement.rebalance;

import java.util.OptionalDouble;

/**
 * What a router may have.
 *
 * @param router its name, unique in the pool
 * @param tenant name of its tenant
 * @param weight divides the tenant's part among its routers; above 0
 * @param floorCores what it must not fall below while it can use it; 0 for none
 * @param ceilingCores the most that it may use; empty for none
 * @param createdSeconds when it was made; older floors are honoured first
 * @param entitledCores its share when everybody is backlogged, which its paths divide evenly; above
 *     0
 */
public record RouterRight(
    String router,
    String tenant,
    int weight,
    double floorCores,
    OptionalDouble ceilingCores,
    long createdSeconds,
    double entitledCores) {}
