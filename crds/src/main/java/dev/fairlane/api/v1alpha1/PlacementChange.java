package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** How a router came from one placement to another. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PlacementChange(
    @JsonPropertyDescription("When it forwarded in the new place, RFC 3339.") @Required String time,
    @JsonPropertyDescription("The former placement.") @Required Placement from,
    @JsonPropertyDescription("The new placement.") @Required Placement to,
    @JsonPropertyDescription(
            "The longest time that it may have forwarded nowhere, in milliseconds: from the operator's decision to "
                + "take it from the former forwarder until the new one's report that it forwards.")
        Long stoppedMillis,
    @JsonPropertyDescription("Whether any of its interfaces has another hardware address now.")
        Boolean macsChanged) {}
