package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** One interface of a router: an attachment to a network of the pool. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "!has(self.mtu) || self.mtu >= 1280 || !has(self.addresses)"
            + " || !self.addresses.exists(a, a.contains(':'))",
    message = "an interface with IPv6 addresses needs an mtu of at least 1280",
    fieldPath = ".mtu")
public record RouterInterface(
    @JsonPropertyDescription(
            "Name of the interface, unique in the router: 1 to 15 lower-case letters, digits and "
                + "dashes, starting with a letter.")
        @Required
        @Pattern("^[a-z]([-a-z0-9]*[a-z0-9])?$")
        @Size(min = 1, max = 15)
        String name,
    @JsonPropertyDescription("Name of a network of the pool: at most 11 characters.")
        @Required
        @Pattern("^[a-z]([-a-z0-9]*[a-z0-9])?$")
        @Size(min = 1, max = 11)
        String network,
    @JsonPropertyDescription(
            "The router's own IPv4 and IPv6 addresses on this interface, each with its prefix "
                + "length, together at most 8. Required for ipRouter, forbidden for bridge. "
                + "Default: none.")
        @Size(max = 8)
        List<String> addresses,
    @JsonPropertyDescription(
            "Largest packet that leaves by this interface, in bytes of IP packet; 576 to 9000, with "
                + "IPv6 addresses from 1280, and at most the device's. Default: the device's.")
        @Min(576)
        @Max(9000)
        Integer mtu) {

  public RouterInterface {
    addresses = addresses == null ? List.of() : List.copyOf(addresses);
  }
}
