package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** The device behind an interface. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record InterfaceStatus(
    @JsonPropertyDescription("Name of the interface.") @Required String name,
    @JsonPropertyDescription("Name of the network device in the forwarder's pod.") String device,
    @JsonPropertyDescription("Hardware address of the interface, for example 02:00:00:00:00:01.")
        String mac,
    @JsonPropertyDescription(
            "False when a task of the forwarder finds the packets of this interface among those of "
                + "others; null while the forwarder has not reported it.")
        Boolean hardwareClassified) {

  /** Of an interface that was not reported yet. */
  public InterfaceStatus(String name, String device, String mac) {
    this(name, device, mac, null);
  }
}
