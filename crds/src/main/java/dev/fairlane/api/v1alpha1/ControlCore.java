package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where the control thread of a forwarder runs. */
public enum ControlCore {
  /** On the first forwarding core. */
  @JsonProperty("Shared")
  SHARED,
  /** On a core of its own. */
  @JsonProperty("Dedicated")
  DEDICATED
}
