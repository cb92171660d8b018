package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** One node of a pool. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PoolNodeStatus(
    @JsonPropertyDescription("Name of the node.") @Required String name,
    @JsonPropertyDescription("Name of the Forwarder object in the operator's namespace.")
        String forwarder,
    @JsonPropertyDescription("Number of forwarding workers that the forwarder reports.")
        Integer workers,
    @JsonPropertyDescription("Number of routers that are placed on the node.") Integer routers,
    @JsonPropertyDescription("Whether the forwarder applied its configuration and forwards.")
        Boolean ready) {}
