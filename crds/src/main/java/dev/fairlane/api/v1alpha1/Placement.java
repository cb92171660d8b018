package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where the paths of a router run. */
public enum Placement {
  /** In the forwarder that the pool runs on each node. */
  @JsonProperty("Dom0")
  DOM0,
  /** In a pod of its own, in its namespace. */
  @JsonProperty("DomU")
  DOMU
}
