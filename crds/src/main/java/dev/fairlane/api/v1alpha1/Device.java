package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A network device of the forwarder's pod. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Device(
    @JsonPropertyDescription("Name of the device in the pod, NETWORK-INDEX; 1 to 15 characters.")
        @Required
        @Pattern("^[a-z]([-a-z0-9]*[a-z0-9])?$")
        @Size(min = 1, max = 15)
        String name,
    @JsonPropertyDescription("Name of the network of the pool that the device is attached to.")
        @Required
        @Pattern("^[a-z]([-a-z0-9]*[a-z0-9])?$")
        @Size(min = 1, max = 11)
        String network,
    @JsonPropertyDescription("What the device is.") @Required NetworkKind kind,
    @JsonPropertyDescription("Kind Synthetic: what the device offers.") SyntheticLoad synthetic,
    @JsonPropertyDescription("A shared device: how many interfaces it serves, and how.")
        NetworkSharing sharing) {

  /** A device that serves one interface. */
  public Device(String name, String network, NetworkKind kind, SyntheticLoad synthetic) {
    this(name, network, kind, synthetic, null);
  }

  /** A device that offers nothing by itself. */
  public Device(String name, String network, NetworkKind kind) {
    this(name, network, kind, null);
  }
}
