package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** A path that a plan moves to another worker of its forwarder. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PathMove(
    @JsonPropertyDescription("The router, NAMESPACE/NAME.") @Required String router,
    @JsonPropertyDescription("Name of the interface whose packets the path carries.") @Required
        String path,
    @JsonPropertyDescription("Name of the Forwarder object in the operator's namespace.") @Required
        String forwarder,
    @JsonPropertyDescription("Index of the worker that it leaves.") @Required int from,
    @JsonPropertyDescription("Index of the worker that it goes to.") @Required int to) {}
