package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A reference to a {@link ForwarderPool}, which is cluster-scoped. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PoolReference(
    @JsonPropertyDescription("Name of the ForwarderPool: a DNS label of at most 63 characters.")
        @Required
        @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
        @Size(min = 1, max = 63)
        String name) {}
