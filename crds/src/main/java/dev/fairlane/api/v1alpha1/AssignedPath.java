package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.stream.Stream;

/** The worker of one path of a router. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AssignedPath(
    @JsonPropertyDescription("Name of the interface whose packets the path carries.")
        @JsonProperty("interface")
        @Required
        @Pattern("^[a-z]([-a-z0-9]*[a-z0-9])?$")
        @Size(min = 1, max = 15)
        String interfaceName,
    @JsonPropertyDescription("Index of the forwarder's worker, from 0.")
        @Required
        @Min(0)
        @Max(1023)
        int worker,
    @JsonPropertyDescription(
            "Names of the other interfaces whose packets the path carries, because they meet the "
                + "first one's in a queue of the router's graph.")
        @Size(max = 15)
        List<String> joined) {

  public AssignedPath {
    joined = joined == null ? List.of() : List.copyOf(joined);
  }

  /** The path of one interface alone. */
  public AssignedPath(String interfaceName, int worker) {
    this(interfaceName, worker, List.of());
  }

  /** All interfaces whose packets it carries, the one that names it first. */
  public List<String> inputs() {
    return Stream.concat(Stream.of(interfaceName), joined.stream()).toList();
  }
}
