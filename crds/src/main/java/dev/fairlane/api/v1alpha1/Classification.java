package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How what a shared device brings is divided among the interfaces that use it. */
public enum Classification {
  /** By MAC and VLAN; a packet whose interface has no room is lost to that router alone. */
  @JsonProperty("Classifier")
  CLASSIFIER("Classifier"),
  /**
   * In the order of arrival: a packet whose interface has no room holds up all behind it. For
   * experiments.
   */
  @JsonProperty("Fifo")
  FIFO("Fifo");

  private final String word;

  Classification(String word) {
    this.word = word;
  }

  /** As it stands in manifests and in the control interface. */
  public String word() {
    return word;
  }
}
