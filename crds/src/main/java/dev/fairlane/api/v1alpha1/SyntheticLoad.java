package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** What each device of a Synthetic network offers the router interface that it serves. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record SyntheticLoad(
    @JsonPropertyDescription(
            "Packets a second that each device offers, 0 to 100000000; 0: as many as the router "
                + "takes. Default: 0.")
        @Default("0")
        @Min(0)
        @Max(100_000_000)
        Integer packetsPerSecond,
    @JsonPropertyDescription("Length of each frame in bytes, 60 to 1514. Default: 60.")
        @Default("60")
        @Min(60)
        @Max(1514)
        Integer frameBytes) {}
