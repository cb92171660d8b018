package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A parameter of a Click configuration whose value is elsewhere. */
public record ClickParameter(
    @JsonPropertyDescription(
            "Stands in the configuration as $NAME, as if it were defined there: letters, digits and "
                + "underscores; at most 63 characters.")
        @Required
        @Size(min = 1, max = 63)
        @Pattern("^[A-Za-z0-9_]+$")
        String name,
    @JsonPropertyDescription("Where the value is.") @Required ConfigMapKey configMapKeyRef) {}
