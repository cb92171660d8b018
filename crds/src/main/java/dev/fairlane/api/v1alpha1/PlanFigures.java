package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** What an assignment brings, in cores as decimal numbers. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PlanFigures(
    @JsonPropertyDescription(
            "The most that a router lacks of what is due to it, for example \"0.25\".")
        String largestShortfallCores,
    @JsonPropertyDescription("The load of the fullest worker; \"0\" to \"1\".")
        String largestLoadCores) {}
