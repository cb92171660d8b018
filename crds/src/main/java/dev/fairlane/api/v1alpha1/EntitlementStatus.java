package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** What a router is entitled to and what it received, in cores as decimal numbers. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record EntitlementStatus(
    @JsonPropertyDescription(
            "Guaranteed share if everybody in the pool had work, in cores, for example \"0.25\". "
                + "Depends on specs and pool alone.")
        String entitledCores,
    @JsonPropertyDescription(
            "Fair share with what everybody in the pool demands now, in cores, for example \"0.5\": "
                + "what idle routers leave is shared by the others.")
        String dueCores,
    @JsonPropertyDescription(
            "What the present assignment of paths to workers allows of that, in cores.")
        String achievableCores,
    @JsonPropertyDescription(
            "Busy cycles over elapsed cycles, summed over the paths, in cores, for example \"0.1\".")
        String receivedCores) {}
