package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** One route: the packets to a prefix go to a neighbour. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Route(
    @JsonPropertyDescription(
            "IPv4 prefix A.B.C.D/LEN without host bits, LEN 0 to 32, for example 0.0.0.0/0.")
        @Required
        @Size(max = 18)
        @ValidationRule(
            value = "isCIDR(self) && cidr(self).ip().family() == 4",
            message = "must be an IPv4 prefix A.B.C.D/LEN, for example 198.51.100.0/24")
        @ValidationRule(
            value = "!isCIDR(self) || cidr(self) == cidr(self).masked()",
            message = "must have no host bits: 198.51.100.0/24, not 198.51.100.7/24")
        @ValidationRule(
            value =
                "!isCIDR(self) || cidr(self).ip().family() != 4"
                    + " || (!self.startsWith('127.') && int(self.split('.')[0]) < 224)",
            message =
                "must be a prefix of unicast addresses: not in 127.0.0.0/8, 224.0.0.0/4 or 240.0.0.0/4")
        String to,
    @JsonPropertyDescription(
            "IPv4 address of the next hop: inside a subnet of one of the interfaces and not an "
                + "address of the router.")
        @Required
        @Size(max = 15)
        @ValidationRule(
            value = "isIP(self) && ip(self).family() == 4",
            message = "must be an IPv4 address A.B.C.D, for example 192.0.2.254")
        String via) {}
