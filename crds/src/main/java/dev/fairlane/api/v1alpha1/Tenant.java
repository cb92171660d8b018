package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Quantity;

/** A set of namespaces that share one part of the pool. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Tenant(
    @JsonPropertyDescription("Selects namespaces by their labels; an empty selector matches all.")
        @Required
        LabelSelector namespaceSelector,
    @JsonPropertyDescription(
            "Divides the pool among the tenants that have routers. No unit; 1 to 10000. Default: 100.")
        @Default("100")
        @Min(1)
        @Max(10000)
        Integer weight,
    @JsonPropertyDescription(
            "Routers that the tenant may have in this pool; 1 to 10000. Default: 100.")
        @Default("100")
        @Min(1)
        @Max(10000)
        Integer maxRouters,
    @JsonPropertyDescription(
            "Routers that the tenant may have with placement DomU, in pods of their own; 0 to 10000. What these may "
                + "take of the nodes is a matter of the quotas of their namespaces. Default: 0.")
        @Default("0")
        @Min(0)
        @Max(10000)
        Integer maxDomUs,
    @JsonPropertyDescription(
            "What the guaranteedCores of the tenant's routers may add up to in this pool, in cores; 0 to 9999, for "
                + "example 1500m. "
                + "Default: 0, which is no guarantee.")
        Quantity maxGuaranteedCores) {

  /** A tenant whose routers all run in the pool's own forwarders. */
  public Tenant(LabelSelector namespaceSelector, Integer weight, Integer maxRouters) {
    this(namespaceSelector, weight, maxRouters, null, null);
  }

  /** A tenant whose routers have no guarantees. */
  public Tenant(
      LabelSelector namespaceSelector, Integer weight, Integer maxRouters, Integer maxDomUs) {
    this(namespaceSelector, weight, maxRouters, maxDomUs, null);
  }
}
