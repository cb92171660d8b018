package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** One route: the packets to a prefix go to a neighbour. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "!isCIDR(self.to) || !isIP(self.via)"
            + " || cidr(self.to).ip().family() == ip(self.via).family()",
    message = "to and via must both be IPv4 or both be IPv6")
public record Route(
    @JsonPropertyDescription(
            "IPv4 or IPv6 prefix without host bits, for example 0.0.0.0/0 or ::/0.")
        @Required
        @Size(max = 43)
        @ValidationRule(
            value = "isCIDR(self)",
            message = "must be an IP prefix, for example 198.51.100.0/24 or 2001:db8::/32")
        @ValidationRule(
            value = "!isCIDR(self) || cidr(self).ip().family() != 6 || string(cidr(self)) == self",
            message = "must be written as RFC 5952 says: 2001:db8::/32, not 2001:DB8:0::/32")
        @ValidationRule(
            value = "!isCIDR(self) || cidr(self) == cidr(self).masked()",
            message = "must have no host bits: 198.51.100.0/24, not 198.51.100.7/24")
        @ValidationRule(
            value =
                "!isCIDR(self) || cidr(self).ip().family() != 4"
                    + " || (!self.startsWith('127.') && int(self.split('.')[0]) < 224)",
            message =
                "must be a prefix of unicast addresses: not in 127.0.0.0/8, 224.0.0.0/4 or 240.0.0.0/4")
        @ValidationRule(
            value =
                "!isCIDR(self) || cidr(self).ip().family() != 6 || cidr(self).prefixLength() == 0"
                    + " || (!cidr('ff00::/8').containsIP(cidr(self).ip())"
                    + " && !cidr('fe80::/10').containsIP(cidr(self).ip()))",
            message = "must be a prefix of unicast addresses: not in ff00::/8 or fe80::/10")
        String to,
    @JsonPropertyDescription(
            "Address of the next hop, of the prefix's IP version: inside a subnet of one of the "
                + "interfaces and not an address of the router.")
        @Required
        @Size(max = 39)
        @ValidationRule(
            value = "isIP(self)",
            message = "must be an IP address, for example 192.0.2.254 or 2001:db8::2")
        @ValidationRule(
            value = "!isIP(self) || ip.isCanonical(self)",
            message = "must be written as RFC 5952 says: 2001:db8::2, not 2001:DB8:0::2")
        String via) {}
