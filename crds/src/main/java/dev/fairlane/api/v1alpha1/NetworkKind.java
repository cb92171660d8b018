package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the devices of a network are. */
public enum NetworkKind {
  /** Network devices of the Linux kernel in the pod's network namespace. */
  @JsonProperty("Kernel")
  KERNEL,
  /** Virtual functions of a network card, driven by the forwarder itself. */
  @JsonProperty("SRIOV")
  SRIOV,
  /** Devices that make the packets which they deliver, for experiments. */
  @JsonProperty("Synthetic")
  SYNTHETIC
}
