package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;

/** The CPU cores of a forwarder pod. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.control != 'Dedicated' || self.count >= 2",
    message = "control Dedicated takes one core for the control thread: set count to 2 or more",
    fieldPath = ".count")
@ValidationRule(
    value = "self.mode != 'Shared' || self.control != 'Dedicated'",
    message = "control Dedicated needs mode Exclusive: leave it out, or set it to Shared",
    fieldPath = ".control")
@ValidationRule(
    value = "self.mode == 'Shared' || !has(self.cpu)",
    message = "cpu is for mode Shared: with mode Exclusive a pod asks for count whole CPUs",
    fieldPath = ".cpu")
public record Cores(
    @JsonPropertyDescription(
            "Exclusive: the cores belong to the forwarder alone (the kubelet's static CPU manager). "
                + "Shared: forwarding threads on the CPUs that pods share, which sleep when idle; "
                + "every share is of what the kernel leaves them. Default: Exclusive.")
        @Default("Exclusive")
        CoresMode mode,
    @JsonPropertyDescription(
            "Mode Exclusive: the cores of the pod; 1 to 64, and at least 2 with control Dedicated. "
                + "Mode Shared: its forwarding threads; 1 to 64.")
        @Required
        @Min(1)
        @Max(64)
        int count,
    @JsonPropertyDescription(
            "Shared: the control thread runs on the first forwarding core. Dedicated: one of the "
                + "cores is for the control thread alone. Default: Shared.")
        @Default("Shared")
        ControlCore control,
    @JsonPropertyDescription(
            "CPU that each pod asks for with mode Shared (its request; it has no limit), at least "
                + "10m. Default: 100m for each forwarding thread.")
        @ValidationRule(
            value =
                "isQuantity(string(self)) && quantity(string(self)).compareTo(quantity('10m')) >= 0",
            message = "must be a quantity of at least 10m, for example 500m")
        Quantity cpu) {}
