package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/**
 * One route: the packets to a prefix go to a neighbour.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Route(
    @JsonPropertyDescription("IPv4 prefix A.B.C.D/LEN without host bits, LEN 0 to 32, for example 0.0.0.0/0.")
    @Required
    String to,
    @JsonPropertyDescription("IPv4 address of the next hop: inside a subnet of one of the interfaces and not an "
            + "address of the router.")
    @Required
    String via) {
}
