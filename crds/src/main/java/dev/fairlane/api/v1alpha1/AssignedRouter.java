package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** One router of a forwarder: its devices, workers and shares. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AssignedRouter(
    @JsonPropertyDescription("The metadata.uid of the VirtualRouter; 1 to 63 characters.")
        @Required
        @Size(min = 1, max = 63)
        String uid,
    @JsonPropertyDescription(
            "The metadata.generation of the VirtualRouter that the assignment was made for.")
        @Required
        @Min(1)
        long generation,
    @JsonPropertyDescription("Namespace of the VirtualRouter.") @Required @Size(min = 1, max = 63)
        String namespace,
    @JsonPropertyDescription("Name of the VirtualRouter.") @Required @Size(min = 1, max = 253)
        String name,
    @JsonPropertyDescription(
            "Stands for what the router takes from outside its spec: its annotation fairlane.dev/release and "
                + "the values of its clickParameters. Another value lets go of its quarantined paths; 1 to 63 "
                + "characters.")
        @Size(min = 1, max = 63)
        String release,
    @JsonPropertyDescription("The device of each interface.") @Size(max = 16)
        List<AssignedInterface> interfaces,
    @JsonPropertyDescription("The worker of each path.") @Size(max = 16) List<AssignedPath> paths,
    @JsonPropertyDescription("The weight of the router on each worker that has a path of it.")
        @Size(max = 16)
        List<WorkerShare> shares) {

  public AssignedRouter {
    interfaces = interfaces == null ? List.of() : List.copyOf(interfaces);
    paths = paths == null ? List.of() : List.copyOf(paths);
    shares = shares == null ? List.of() : List.copyOf(shares);
  }
}
