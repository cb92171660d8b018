package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** One forwarding worker: a thread on a core of its own. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record WorkerStatus(
    @JsonPropertyDescription("Index of the worker, from 0.") @Required int index,
    @JsonPropertyDescription("Id of the CPU that it runs on.") Integer cpu,
    @JsonPropertyDescription("NUMA node of the CPU.") Integer numaNode,
    @JsonPropertyDescription("Lowest id of the CPUs that share the worker's last-level cache.")
        Integer cacheDomain,
    @JsonPropertyDescription("Busy cycles in percent of the elapsed ones; 0 to 100.")
        Integer busyPercent) {}
