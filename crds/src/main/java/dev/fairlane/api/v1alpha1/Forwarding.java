package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;

/** What a router does with packets: exactly one of the fields is set. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "has(self.bridge) != has(self.ipRouter)",
    message = "set exactly one of bridge and ipRouter")
public record Forwarding(
    @JsonPropertyDescription(
            "Carries every frame of one interface to the other; needs exactly two interfaces without "
                + "addresses.")
        Bridge bridge,
    @JsonPropertyDescription(
            "Forwards IPv4 packets between the subnets of the interfaces and by routes; needs an "
                + "address on every interface.")
        IpRouter ipRouter) {}
