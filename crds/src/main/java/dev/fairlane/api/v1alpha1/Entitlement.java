package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** The CPU that a router is entitled to, relative to the other routers of its tenant. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Entitlement(
    @JsonPropertyDescription(
            "Divides the tenant's share of the pool among the tenant's routers. No unit; 1 to 10000. "
                + "Default: 100.")
        @Default("100")
        @Min(1)
        @Max(10000)
        Integer weight) {}
