package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** One key of a ConfigMap in the router's namespace. */
public record ConfigMapKey(
    @JsonPropertyDescription(
            "Name of a ConfigMap with the label fairlane.dev/click-parameters=true in the router's "
                + "namespace.")
        @Required
        @Size(min = 1, max = 253)
        String name,
    @JsonPropertyDescription(
            "Key of its data, which is taken without blanks at its ends, or of its binaryData, which is "
                + "taken in base64.")
        @Required
        @Size(min = 1, max = 253)
        String key) {}
