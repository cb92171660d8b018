package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** The device behind an interface. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record InterfaceStatus(
    @JsonPropertyDescription("Name of the interface.") @Required String name,
    @JsonPropertyDescription("Name of the network device in the forwarder's pod.") String device,
    @JsonPropertyDescription("Hardware address of the device, for example 02:00:00:00:00:01.")
        String mac) {}
