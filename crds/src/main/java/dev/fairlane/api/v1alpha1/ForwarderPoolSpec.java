package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;

/** What the platform provides: nodes, cores, networks and who may use them. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ForwarderPoolSpec(
    @JsonPropertyDescription(
            "Labels of the nodes that run a forwarder; an empty map selects all nodes. Default: "
                + "kubernetes.io/os=linux.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Default("{\"kubernetes.io/os\": \"linux\"}")
        Map<String, String> nodeSelector,
    @JsonPropertyDescription("The CPU cores of each forwarder pod.") @Required Cores cores,
    @JsonPropertyDescription(
            "Hugepages of 2 MiB for the packet buffers of each forwarder pod (resource "
                + "hugepages-2Mi), a multiple of 2Mi. Default: none, buffers are in normal pages.")
        @ValidationRule(
            value =
                "isQuantity(string(self)) && quantity(string(self)).isInteger()"
                    + " && quantity(string(self)).asInteger() >= 2097152"
                    + " && quantity(string(self)).asInteger() % 2097152 == 0",
            message = "must be a positive multiple of 2Mi, for example 64Mi")
        Quantity hugepages,
    @JsonPropertyDescription(
            "Ordinary memory of each forwarder pod, at least 64Mi. Default: 256Mi.")
        @Default("256Mi")
        @ValidationRule(
            value =
                "isQuantity(string(self)) && quantity(string(self)).isInteger()"
                    + " && quantity(string(self)).asInteger() >= 67108864",
            message = "must be a whole number of bytes of at least 64Mi, for example 256Mi")
        Quantity memory,
    @JsonPropertyDescription(
            "Packet buffers reserved for each router; 512 to 65536. Default: 1024.")
        @Default("1024")
        @Min(512)
        @Max(65536)
        Integer buffersPerRouter,
    @JsonPropertyDescription("How routers share a core. Default: by the cycles that they use.")
        Scheduler scheduler,
    @JsonPropertyDescription("The networks that routers of this pool can attach to, 1 to 32.")
        @Required
        @Size(min = 1, max = 32)
        List<PoolNetwork> networks,
    @JsonPropertyDescription(
            "Who may use the pool, 1 to 64; the first entry that matches a namespace counts, and a "
                + "namespace that none matches may not.")
        @Required
        @Size(min = 1, max = 64)
        List<Tenant> tenants,
    @JsonPropertyDescription(
            "When paths that run are moved between workers. Default: as soon as it helps.")
        Rebalance rebalance) {

  public ForwarderPoolSpec {
    nodeSelector = nodeSelector == null ? null : Map.copyOf(nodeSelector);
    networks = networks == null ? List.of() : List.copyOf(networks);
    tenants = tenants == null ? List.of() : List.copyOf(tenants);
  }
}
