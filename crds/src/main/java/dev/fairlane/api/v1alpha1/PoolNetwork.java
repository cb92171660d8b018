package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A network that routers can attach to. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.kind != 'Kernel' || has(self.networkAttachmentDefinition)",
    message = "a network of kind Kernel needs a networkAttachmentDefinition",
    fieldPath = ".networkAttachmentDefinition")
@ValidationRule(
    value = "self.kind != 'SRIOV' || has(self.networkAttachmentDefinition)",
    message = "a network of kind SRIOV needs a networkAttachmentDefinition",
    fieldPath = ".networkAttachmentDefinition")
@ValidationRule(
    value = "self.kind != 'SRIOV' || has(self.resourceName)",
    message =
        "a network of kind SRIOV needs the resourceName under which its virtual functions are"
            + " allocated",
    fieldPath = ".resourceName")
@ValidationRule(
    value = "self.kind == 'SRIOV' || !has(self.resourceName)",
    message = "resourceName is for networks of kind SRIOV: leave it out",
    fieldPath = ".resourceName")
@ValidationRule(
    value = "self.kind != 'Synthetic' || !has(self.networkAttachmentDefinition)",
    message =
        "a network of kind Synthetic has no attachments: leave networkAttachmentDefinition out",
    fieldPath = ".networkAttachmentDefinition")
@ValidationRule(
    value = "self.kind == 'Synthetic' || !has(self.synthetic)",
    message = "synthetic is for networks of kind Synthetic: leave it out",
    fieldPath = ".synthetic")
@ValidationRule(
    value = "self.kind == 'Kernel' || !has(self.sharing)",
    message =
        "sharing is for networks of kind Kernel: virtual functions are classified by the card, and a"
            + " Synthetic device serves one interface; leave it out",
    fieldPath = ".sharing")
public record PoolNetwork(
    @JsonPropertyDescription(
            "Name of the network, unique in the pool: 1 to 11 lower-case letters, digits and dashes, "
                + "starting with a letter.")
        @Required
        @Pattern("^[a-z]([-a-z0-9]*[a-z0-9])?$")
        @Size(min = 1, max = 11)
        String name,
    @JsonPropertyDescription(
            "Kernel: network devices of the Linux kernel, attached to the forwarder's pod. SRIOV: "
                + "virtual functions bound to vfio-pci, which the forwarder drives itself. Synthetic: "
                + "devices that make the packets which they deliver and take what is sent to them, "
                + "for experiments.")
        @Required
        NetworkKind kind,
    @JsonPropertyDescription(
            "Kinds Kernel and SRIOV: the NetworkAttachmentDefinition that makes one attachment.")
        NetworkAttachmentReference networkAttachmentDefinition,
    @JsonPropertyDescription(
            "Kind SRIOV: the extended resource of which each attachment takes one, as the device "
                + "plugin offers it and the NetworkAttachmentDefinition names it, for example "
                + "intel.com/uplink.")
        @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?/[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$")
        @Size(max = 253)
        String resourceName,
    @JsonPropertyDescription(
            "Attachments that each forwarder holds, each for one router interface unless the "
                + "network is shared; 1 to 64. Default: 4.")
        @Default("4")
        @Min(1)
        @Max(64)
        Integer attachmentsPerDom0,
    @JsonPropertyDescription(
            "Kind Synthetic: what each device offers. Default: as many frames of 60 bytes as the "
                + "router takes.")
        SyntheticLoad synthetic,
    @JsonPropertyDescription(
            "Kind Kernel: each attachment serves several router interfaces, told apart by MAC and "
                + "VLAN. Default: one attachment for each interface, which is fairer and cheaper.")
        NetworkSharing sharing) {

  /** A network whose attachments take no extended resource. */
  public PoolNetwork(
      String name,
      NetworkKind kind,
      NetworkAttachmentReference networkAttachmentDefinition,
      Integer attachmentsPerDom0,
      SyntheticLoad synthetic) {
    this(name, kind, networkAttachmentDefinition, null, attachmentsPerDom0, synthetic);
  }

  /** A network each of whose attachments serves one interface. */
  public PoolNetwork(
      String name,
      NetworkKind kind,
      NetworkAttachmentReference networkAttachmentDefinition,
      String resourceName,
      Integer attachmentsPerDom0,
      SyntheticLoad synthetic) {
    this(
        name, kind, networkAttachmentDefinition, resourceName, attachmentsPerDom0, synthetic, null);
  }
}
