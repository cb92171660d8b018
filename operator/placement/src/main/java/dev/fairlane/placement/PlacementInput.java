package dev.fairlane.placement;

import java.util.List;

/**
 * All that a plan depends on.
 *
 * @param forwarders the forwarders of the pool, with unique names
 * @param tenants the tenants of the pool, with unique names; a router of another tenant is not
 *     entitled to anything
 * @param routers the routers that want a place, with unique uids
 * @param current where routers run now; what belongs to routers or forwarders that are gone is
 *     ignored
 */
public record PlacementInput(
    List<ForwarderTopology> forwarders,
    List<Tenant> tenants,
    List<RouterRequest> routers,
    List<Assignment> current) {

  public PlacementInput {
    forwarders = List.copyOf(forwarders);
    tenants = List.copyOf(tenants);
    routers = List.copyOf(routers);
    current = List.copyOf(current);
  }
}
