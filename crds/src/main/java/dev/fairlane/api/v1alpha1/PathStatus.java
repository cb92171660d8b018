package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;

/** One forwarding path: what arrives at one interface, or at several that are joined. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record PathStatus(
    @JsonPropertyDescription("Name of the interface whose packets the path carries.") @Required
        String name,
    @JsonPropertyDescription("Id of the CPU on which the path runs.") Integer core,
    @JsonPropertyDescription("Index of the forwarder's worker that runs the path, from 0.")
        Integer worker,
    @JsonPropertyDescription("CPU cycles (of the time stamp counter) that a packet costs.")
        Long costCyclesPerPacket,
    @JsonPropertyDescription("Packets received, a second.") Long packetsPerSecond,
    @JsonPropertyDescription("Packets dropped, a second.") Long dropsPerSecond,
    @JsonPropertyDescription(
            "Starting until the worker has taken the path, then Forwarding; Quarantined when it hung or took too "
                + "long: the condition Ready says why and what to do.")
        String state,
    @JsonPropertyDescription(
            "Names of the other interfaces whose packets the path carries: they meet in a queue of the graph. The "
                + "figures are those of all of them.")
        List<String> joined) {

  public PathStatus {
    joined = joined == null ? List.of() : List.copyOf(joined);
  }
}
