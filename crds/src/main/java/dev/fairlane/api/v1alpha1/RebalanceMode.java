package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the operator may do about paths that run. */
public enum RebalanceMode {
  /** Nothing. */
  @JsonProperty("Off")
  OFF,
  /** It shows a plan, and realizes it when it is approved. */
  @JsonProperty("Recommend")
  RECOMMEND,
  /** It realizes plans by itself. */
  @JsonProperty("Auto")
  AUTO
}
