package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;

/** The CPU cores of a forwarder pod. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.control != 'Dedicated' || self.count >= 2",
    message = "control Dedicated takes one core for the control thread: set count to 2 or more",
    fieldPath = ".count")
public record Cores(
    @JsonPropertyDescription(
            "Exclusive: the cores belong to the forwarder alone (the kubelet's static CPU manager). "
                + "Default: Exclusive.")
        @Default("Exclusive")
        CoresMode mode,
    @JsonPropertyDescription(
            "Number of exclusive cores of the pod; 1 to 64, and at least 2 with control Dedicated.")
        @Required
        @Min(1)
        @Max(64)
        int count,
    @JsonPropertyDescription(
            "Shared: the control thread runs on the first forwarding core. Dedicated: one of the "
                + "cores is for the control thread alone. Default: Shared.")
        @Default("Shared")
        ControlCore control) {}
