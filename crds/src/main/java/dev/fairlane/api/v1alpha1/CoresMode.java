package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a forwarder holds its cores. */
public enum CoresMode {
  /** The cores belong to the forwarder alone. */
  @JsonProperty("Exclusive")
  EXCLUSIVE,
  /** Workers are threads on the CPUs that pods share; they sleep when idle. */
  @JsonProperty("Shared")
  SHARED
}
