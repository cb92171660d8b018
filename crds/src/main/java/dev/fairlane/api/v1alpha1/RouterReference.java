package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A reference to one VirtualRouter, which no other of the same name stands in for. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RouterReference(
    @JsonPropertyDescription("Namespace of the VirtualRouter.") @Required @Size(min = 1, max = 63)
        String namespace,
    @JsonPropertyDescription("Name of the VirtualRouter.") @Required @Size(min = 1, max = 253)
        String name,
    @JsonPropertyDescription("The metadata.uid of the VirtualRouter; 1 to 63 characters.")
        @Required
        @Size(min = 1, max = 63)
        String uid) {}
