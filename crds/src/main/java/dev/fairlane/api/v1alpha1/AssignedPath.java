package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** The worker of one path of a router. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AssignedPath(
    @JsonPropertyDescription("Name of the interface whose packets the path carries.")
        @JsonProperty("interface")
        @Required
        @Pattern("^[a-z]([-a-z0-9]*[a-z0-9])?$")
        @Size(min = 1, max = 15)
        String interfaceName,
    @JsonPropertyDescription("Index of the forwarder's worker, from 0.")
        @Required
        @Min(0)
        @Max(1023)
        int worker) {}
