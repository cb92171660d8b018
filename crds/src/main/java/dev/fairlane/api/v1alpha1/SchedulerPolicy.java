package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a router is charged for what it uses of a core. */
public enum SchedulerPolicy {
  /** Its cycles. */
  @JsonProperty("Cpu")
  CPU("Cpu"),
  /** Its packets, whatever they cost. */
  @JsonProperty("Packets")
  PACKETS("Packets"),
  /** Its memory accesses; its cycles where the node does not count them. */
  @JsonProperty("Memory")
  MEMORY("Memory"),
  /** The larger of its parts in the use of cycles and of memory accesses; its cycles likewise. */
  @JsonProperty("Dominant")
  DOMINANT("Dominant");

  private final String word;

  SchedulerPolicy(String word) {
    this.word = word;
  }

  /** As it stands in manifests and in the control interface. */
  public String word() {
    return word;
  }
}
