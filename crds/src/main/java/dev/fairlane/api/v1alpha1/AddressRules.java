package dev.fairlane.api.v1alpha1;

/**
 * CEL rules about the addresses of a router, for {@link VirtualRouterSpec}; {@code self} is the
 * spec.
 *
 * <p>A malformed address or next hop is told by the rule of its own field; here it only must not
 * disturb. The API server estimates the cost of a rule from the limits of its lists and stops one
 * that costs too much: these rules fit for 16 interfaces of 8 addresses and 2048 routes, and for at
 * most {@code 32768} pairs of a route and an address. Messages are fixed texts because an
 * expression that joins strings of unknown length does not fit. What does not change in an inner
 * loop is worked out before it, by {@code exists} over a list of one.
 */
final class AddressRules {

  static final String BRIDGE_HAS_TWO_INTERFACES =
      "!has(self.forwarding.bridge) || self.interfaces.size() == 2";

  static final String BRIDGE_HAS_NO_ADDRESSES =
      "!has(self.forwarding.bridge)"
          + " || self.interfaces.all(i, !has(i.addresses) || i.addresses.size() == 0)";

  static final String ROUTER_HAS_ADDRESSES =
      "!has(self.forwarding.ipRouter)"
          + " || self.interfaces.all(i, has(i.addresses) && i.addresses.size() > 0)";

  private static final String SOME_ADDRESS_IS_MALFORMED =
      "self.interfaces.exists(i, has(i.addresses) && i.addresses.exists(a, !isCIDR(a)))";

  private static final String NO_ROUTES =
      "!has(self.forwarding.ipRouter) || !has(self.forwarding.ipRouter.routes)";

  private static final String FEW_PAIRS =
      "self.forwarding.ipRouter.routes.size()"
          + " * self.interfaces.map(i, has(i.addresses) ? i.addresses.size() : 0).sum() <= 32768";

  /** Some subnet of one interface holds an address of another. */
  static final String NO_OVERLAP =
      SOME_ADDRESS_IS_MALFORMED
          + " || !self.interfaces.exists(i, has(i.addresses) && self.interfaces.exists(j, i.name != j.name"
          + " && has(j.addresses) && i.addresses.exists(a, j.addresses.exists(b,"
          + " cidr(a).containsIP(cidr(b).ip())))))";

  static final String FEW_ENOUGH_ROUTES = NO_ROUTES + " || " + FEW_PAIRS;

  static final String VIA_IN_SUBNET =
      NO_ROUTES
          + " || !("
          + FEW_PAIRS
          + ") || "
          + SOME_ADDRESS_IS_MALFORMED
          + " || self.forwarding.ipRouter.routes.all(r, !isIP(r.via)"
          + " || [ip(r.via)].exists(v, self.interfaces.exists(i, has(i.addresses)"
          + " && i.addresses.exists(a, cidr(a).containsIP(v)))))";

  static final String VIA_NOT_OWN =
      NO_ROUTES
          + " || !("
          + FEW_PAIRS
          + ")"
          + " || !self.forwarding.ipRouter.routes.exists(r, [r.via + '/'].exists(v,"
          + " self.interfaces.exists(i, has(i.addresses)"
          + " && i.addresses.exists(a, a.startsWith(v)))))";

  private AddressRules() {}
}
