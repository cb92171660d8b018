package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** The device of one interface of a router. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AssignedInterface(
    @JsonPropertyDescription("Name of the interface.")
        @Required
        @Pattern("^[a-z]([-a-z0-9]*[a-z0-9])?$")
        @Size(min = 1, max = 15)
        String name,
    @JsonPropertyDescription(
            "Name of one of the devices; no two interfaces have the same, unless it is shared.")
        @Required
        @Pattern("^[a-z]([-a-z0-9]*[a-z0-9])?$")
        @Size(min = 1, max = 15)
        String device) {}
