package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** What a tenant asks for: a router with its interfaces, its way of forwarding and its weight. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = AddressRules.BRIDGE_HAS_TWO_INTERFACES,
    message = "a bridge has exactly 2 interfaces",
    fieldPath = ".interfaces")
@ValidationRule(
    value = AddressRules.BRIDGE_HAS_NO_ADDRESSES,
    message = "a bridge has no addresses: remove them from its interfaces",
    fieldPath = ".interfaces")
@ValidationRule(
    value = AddressRules.ROUTER_HAS_ADDRESSES,
    message =
        "an ipRouter needs an address on every interface, for example 192.0.2.1/24 or 2001:db8::1/64",
    fieldPath = ".interfaces")
@ValidationRule(
    value = AddressRules.NO_OVERLAP,
    message = "the subnets of different interfaces must not overlap",
    fieldPath = ".interfaces")
@ValidationRule(
    value = AddressRules.FEW_ENOUGH_ROUTES,
    message = "the number of routes times the number of addresses must be at most 32768",
    fieldPath = ".forwarding.ipRouter.routes")
@ValidationRule(
    value = AddressRules.VIA_IN_SUBNET,
    message = "every via must be in a subnet of one of the interfaces",
    fieldPath = ".forwarding.ipRouter.routes")
@ValidationRule(
    value = AddressRules.VIA_NOT_OWN,
    message = "every via must be a neighbour and not one of the router's own addresses",
    fieldPath = ".forwarding.ipRouter.routes")
@ValidationRule(
    value = "!has(self.domU) || self.placement == 'DomU'",
    message = "domU is for placement DomU: leave it out, or set placement to DomU",
    fieldPath = ".domU")
@ValidationRule(
    value = "!has(self.entitlement.guaranteedCores) || self.placement != 'DomU'",
    message =
        "guaranteedCores is for placement Dom0: leave it out, and ask for cores or cpu in domU",
    fieldPath = ".entitlement.guaranteedCores")
public record VirtualRouterSpec(
    @JsonPropertyDescription("The pool of forwarders that runs this router.") @Required
        PoolReference poolRef,
    @JsonPropertyDescription(
            "Where the router's paths run. Dom0: in the forwarder that the pool runs on each node. DomU: in a pod of "
                + "its own, in its namespace, where the pool allows it. Default: Dom0.")
        @Default("Dom0")
        Placement placement,
    @JsonPropertyDescription(
            "The router's part of its tenant's share of the pool. Default: weight 100.")
        @Default("{}")
        Entitlement entitlement,
    @JsonPropertyDescription("The interfaces, 1 to 16, each with a name of its own.")
        @Required
        @Size(min = 1, max = 16)
        List<RouterInterface> interfaces,
    @JsonPropertyDescription(
            "What the router does with packets: exactly one of bridge, ipRouter and click.")
        @Required
        Forwarding forwarding,
    @JsonPropertyDescription("Placement DomU: the CPU of the router's own pod. Default: cpu 100m.")
        DomU domU) {

  /** A router without wishes for a pod of its own. */
  public VirtualRouterSpec(
      PoolReference poolRef,
      Placement placement,
      Entitlement entitlement,
      List<RouterInterface> interfaces,
      Forwarding forwarding) {
    this(poolRef, placement, entitlement, interfaces, forwarding, null);
  }

  public VirtualRouterSpec {
    interfaces = interfaces == null ? List.of() : List.copyOf(interfaces);
  }
}
