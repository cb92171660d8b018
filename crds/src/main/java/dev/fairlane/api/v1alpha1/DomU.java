package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;

/** The CPU of the pod of a router with placement DomU: cores of its own, or a share. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "!has(self.cores) || !has(self.cpu)",
    message = "cores and cpu exclude each other: leave one of them out",
    fieldPath = ".cpu")
public record DomU(
    @JsonPropertyDescription(
            "Exclusive cores of the pod (the kubelet's static CPU manager), each with one forwarding worker; 1 to 64.")
        @Min(1)
        @Max(64)
        Integer cores,
    @JsonPropertyDescription(
            "Instead of cores: the CPU that the pod asks for on the CPUs that pods share (its request; it has no "
                + "limit), 0 to 64; with 0 nothing is guaranteed. It has one forwarding thread for each core that "
                + "this begins, at least one, and they sleep when idle. Without cores and cpu: 100m.")
        @ValidationRule(
            value =
                "isQuantity(string(self)) && quantity(string(self)).compareTo(quantity('0')) >= 0"
                    + " && quantity(string(self)).compareTo(quantity('64')) <= 0",
            message = "must be a quantity from 0 to 64, for example 500m")
        Quantity cpu) {

  /** A small share of the CPUs that pods share. */
  public static final DomU DEFAULT = new DomU(null, null);
}
