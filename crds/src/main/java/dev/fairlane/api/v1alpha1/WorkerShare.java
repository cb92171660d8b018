package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;

/** The weight of a router on one worker. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record WorkerShare(
    @JsonPropertyDescription("Index of the forwarder's worker, from 0.")
        @Required
        @Min(0)
        @Max(1023)
        int worker,
    @JsonPropertyDescription(
            "The router's weight on this worker: its entitled part of the worker in millionths; 1 to "
                + "1000000.")
        @Required
        @Min(1)
        @Max(1000000)
        int sharePpm,
    @JsonPropertyDescription(
            "The most of the worker's time that the router gets, in millionths; 1 to 1000000. Default: "
                + "no limit.")
        @Min(1)
        @Max(1000000)
        Integer limitPpm) {}
