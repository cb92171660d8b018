package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** What a router does with packets: exactly one of the fields is set. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "[has(self.bridge), has(self.ipRouter), has(self.click)].filter(is, is).size() == 1",
    message = "set exactly one of bridge, ipRouter and click")
@ValidationRule(
    value = "!has(self.clickParameters) || has(self.click)",
    message = "clickParameters need click: nothing else has parameters")
public record Forwarding(
    @JsonPropertyDescription(
            "Carries every frame of one interface to the other; needs exactly two interfaces without "
                + "addresses.")
        Bridge bridge,
    @JsonPropertyDescription(
            "Forwards IPv4 and IPv6 packets between the subnets of the interfaces and by routes; needs an "
                + "address on every interface.")
        IpRouter ipRouter,
    @JsonPropertyDescription(
            "A configuration in the Click language: elements and how packets flow through them, for "
                + "example FromDevice(wan) -> Counter -> ToDevice(lan). FromDevice and ToDevice name interfaces "
                + "of the router, each interface at most one FromDevice; what comes in by an interface without "
                + "one is dropped. At most 65536 bytes, 256 elements when compound elements are expanded, and "
                + "only elements of the forwarder's catalogue. A configuration with a mistake is not "
                + "forwarded: the condition Accepted says line, column and what is wrong, and the former "
                + "configuration goes on.")
        @Size(min = 1, max = 65536)
        String click,
    @JsonPropertyDescription(
            "Parameters of the Click configuration whose values are in ConfigMaps, for example the program "
                + "of a BPFClassifier. When a value changes the router is configured anew.")
        @Size(max = 16)
        List<ClickParameter> clickParameters) {

  public Forwarding {
    clickParameters = clickParameters == null ? List.of() : List.copyOf(clickParameters);
  }

  /** Without parameters. */
  public Forwarding(Bridge bridge, IpRouter ipRouter, String click) {
    this(bridge, ipRouter, click, List.of());
  }
}
