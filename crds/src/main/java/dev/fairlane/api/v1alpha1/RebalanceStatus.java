package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** What rebalancing said last. Written when the verdict changes, not with every figure. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RebalanceStatus(
    @JsonPropertyDescription(
            "What holds moves back, in one CamelCase word: NotReady, Disabled, Busy, CoolingDown, "
                + "WithinThreshold, NoImprovement, Ineffective, OutsideWindow or Recommend; Move when "
                + "nothing did.")
        @Required
        String verdict,
    @JsonPropertyDescription("Why, in one sentence, as of that time.") String message,
    @JsonPropertyDescription("Since when this is the verdict, RFC 3339.") String time) {}
