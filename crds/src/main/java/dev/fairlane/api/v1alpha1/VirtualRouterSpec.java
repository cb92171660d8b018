package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/**
 * What a tenant asks for: a router with its interfaces, its way of forwarding and its weight.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record VirtualRouterSpec(
    @JsonPropertyDescription("The pool of forwarders that runs this router.")
    @Required
    PoolReference poolRef,
    @JsonPropertyDescription("Where the router's paths run. Dom0: in the forwarder that the pool runs on each node. "
            + "Default: Dom0.")
    @Default("Dom0")
    Placement placement,
    @JsonPropertyDescription("The router's part of its tenant's share of the pool. Default: weight 100.")
    @Default("{}")
    Entitlement entitlement,
    @JsonPropertyDescription("The interfaces, 1 to 16, each with a name of its own.")
    @Required
    @Size(min = 1, max = 16)
    List<RouterInterface> interfaces,
    @JsonPropertyDescription("What the router does with packets: exactly one of bridge and ipRouter.")
    @Required
    Forwarding forwarding) {

  public VirtualRouterSpec {
    interfaces = interfaces == null ? List.of() : List.copyOf(interfaces);
  }
}
