package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** Whether a hot worker is a reason to look for a plan, beside a router that lacks what is due. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record LoadTrigger(
    @JsonPropertyDescription(
            "Whether a worker that was more than 95 % busy for 6 ticks is a reason too, when a plan "
                + "lowers the variance of the workers' loads by at least 25 %; at most once in 60 s. "
                + "Default: false.")
        @Default("false")
        Boolean enabled) {}
