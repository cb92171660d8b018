package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/**
 * Forwards IPv4 and IPv6 packets by longest prefix, between the subnets of the interfaces and by
 * routes.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record IpRouter(
    @JsonPropertyDescription(
            "Routes beyond the subnets of the interfaces, at most 2048, unique by prefix; routes times addresses at most 32768. Default: "
                + "none.")
        @Size(max = 2048)
        List<Route> routes) {

  public IpRouter {
    routes = routes == null ? List.of() : List.copyOf(routes);
  }
}
