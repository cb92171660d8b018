package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a forwarder pod is for. */
public enum ForwarderRole {
  /** It runs the paths of many routers, one such pod for each pool and node. */
  @JsonProperty("Dom0")
  DOM0,
  /** It runs the paths of one router, in the router's namespace. */
  @JsonProperty("DomU")
  DOMU
}
