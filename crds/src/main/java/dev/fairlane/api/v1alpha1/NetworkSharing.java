package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** That each attachment of a network serves the interfaces of several routers, and how. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record NetworkSharing(
    @JsonPropertyDescription(
            "Classifier: a task of one worker puts each packet into the queue of its interface, by "
                + "MAC and VLAN, and its cycles are charged to that router. Fifo: in the order of "
                + "arrival, so that whoever is overloaded holds up the others; for experiments. "
                + "Default: Classifier.")
        @Default("Classifier")
        Classification classification,
    @JsonPropertyDescription("Router interfaces that each attachment serves; 2 to 64. Default: 16.")
        @Default("16")
        @Min(2)
        @Max(64)
        Integer interfacesPerAttachment) {

  private static final int INTERFACES = 16;

  /** With the defaults of an object that the API server has not seen. */
  public NetworkSharing {
    classification = classification == null ? Classification.CLASSIFIER : classification;
    interfacesPerAttachment =
        interfacesPerAttachment == null ? INTERFACES : interfacesPerAttachment;
  }
}
