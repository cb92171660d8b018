package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;

/** The CPU that a router is entitled to, relative to the other routers of its tenant. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Entitlement(
    @JsonPropertyDescription(
            "Divides the tenant's share of the pool among the tenant's routers. No unit; 1 to 10000. "
                + "Default: 100.")
        @Default("100")
        @Min(1)
        @Max(10000)
        Integer weight,
    @JsonPropertyDescription(
            "The most CPU that the router gets, in cores, even when nobody else wants it; 10m to 64. "
                + "Its paths divide it evenly. Default: no more than a core for each path.")
        @ValidationRule(
            value =
                "isQuantity(string(self)) && quantity(string(self)).compareTo(quantity('10m')) >= 0"
                    + " && quantity(string(self)).compareTo(quantity('64')) <= 0",
            message = "must be a quantity of cores from 10m to 64, for example 500m")
        Quantity maxCores) {}
