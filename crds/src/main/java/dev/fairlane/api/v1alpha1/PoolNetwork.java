package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A network that routers can attach to. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PoolNetwork(
    @JsonPropertyDescription(
            "Name of the network, unique in the pool: 1 to 11 lower-case letters, digits and dashes, "
                + "starting with a letter.")
        @Required
        @Pattern("^[a-z]([-a-z0-9]*[a-z0-9])?$")
        @Size(min = 1, max = 11)
        String name,
    @JsonPropertyDescription(
            "Kernel: network devices of the Linux kernel, attached to the forwarder's pod.")
        @Required
        NetworkKind kind,
    @JsonPropertyDescription("The NetworkAttachmentDefinition that makes one attachment.") @Required
        NetworkAttachmentReference networkAttachmentDefinition,
    @JsonPropertyDescription(
            "Attachments that each forwarder holds, and so the number of router interfaces that it "
                + "can serve on this network; 1 to 64. Default: 4.")
        @Default("4")
        @Min(1)
        @Max(64)
        Integer attachmentsPerDom0) {}
