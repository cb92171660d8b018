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
        Integer mtu,
    @JsonPropertyDescription(
            "Hardware address on a network whose attachments are shared, for example "
                + "02:00:5e:00:00:01; of one station. Default: one that is derived from the router's "
                + "uid and the interface's name.")
        @Pattern("^[0-9a-fA-F][02468aceACE](:[0-9a-fA-F]{2}){5}$")
        String mac,
    @JsonPropertyDescription(
            "VLAN of the interface on a network whose attachments are shared, 1 to 4094: the "
                + "forwarder takes its tag off and puts it on. Default: untagged frames.")
        @Min(1)
        @Max(4094)
        Integer vlan) {

  /** An interface that leaves its place on the network to the operator. */
  public RouterInterface(String name, String network, List<String> addresses, Integer mtu) {
    this(name, network, addresses, mtu, null, null);
  }

  public RouterInterface {
    addresses = addresses == null ? List.of() : List.copyOf(addresses);
  }
}
