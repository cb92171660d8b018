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
@ValidationRule(
    value =
        "!has(self.guaranteedCores) || !has(self.maxCores)"
            + " || quantity(string(self.guaranteedCores)).compareTo(quantity(string(self.maxCores))) <= 0",
    message = "must be at most maxCores",
    fieldPath = ".guaranteedCores")
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
        Quantity maxCores,
    @JsonPropertyDescription(
            "The least CPU that the router is entitled to, in cores, whatever its weight; 10m to 64, and at most maxCores. "
                + "Placement Dom0, and within the tenant's maxGuaranteedCores in the pool. Where guarantees do not fit, older "
                + "routers come first, and the rest are told so in EntitlementMet (FloorUnavailable). Default: none.")
        @ValidationRule(
            value =
                "isQuantity(string(self)) && quantity(string(self)).compareTo(quantity('10m')) >= 0"
                    + " && quantity(string(self)).compareTo(quantity('64')) <= 0",
            message = "must be a quantity of cores from 10m to 64, for example 500m")
        Quantity guaranteedCores) {

  /** An entitlement without a guarantee. */
  public Entitlement(Integer weight, Quantity maxCores) {
    this(weight, maxCores, null);
  }
}
