package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** The last plan that changed something. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record LastPlan(
    @JsonPropertyDescription("Why, in one CamelCase word.") @Required String reason,
    @JsonPropertyDescription("Why, in one sentence.") String message,
    @JsonPropertyDescription("When it was decided, RFC 3339.") String time,
    @JsonPropertyDescription("Number of paths that it moved.") Integer moves) {}
