package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;

/** Carries every frame of one interface to the other. It has no options. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Bridge() {}
