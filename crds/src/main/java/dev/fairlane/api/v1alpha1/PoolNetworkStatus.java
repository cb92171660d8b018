package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** The use of one network, over all nodes of a pool. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PoolNetworkStatus(
    @JsonPropertyDescription("Name of the network.") @Required String name,
    @JsonPropertyDescription("Attachments that the forwarders hold.") Integer attachments,
    @JsonPropertyDescription("Attachments that no router interface uses.") Integer freeAttachments,
    @JsonPropertyDescription(
            "Router interfaces that the attachments can still serve; more than the free attachments "
                + "when they are shared.")
        Integer freeInterfaces) {}
