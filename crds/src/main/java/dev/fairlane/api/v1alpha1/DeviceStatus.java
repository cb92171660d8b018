package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** A virtual function that the pod was given for one of its devices. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record DeviceStatus(
    @JsonPropertyDescription("Name of the device.") @Required String name,
    @JsonPropertyDescription("PCI address on the node, for example 0000:3b:02.1.") @Required
        String pciAddress,
    @JsonPropertyDescription("DPDK's driver for it.") String driver,
    @JsonPropertyDescription("NUMA node that it is attached to.") Integer numaNode,
    @JsonPropertyDescription("Hardware address, for example 02:00:00:00:00:01.") String mac) {}
