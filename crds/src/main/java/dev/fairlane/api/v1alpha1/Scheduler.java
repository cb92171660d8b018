package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** How routers share a core. A change holds at once, without a pause for anybody. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Scheduler(
    @JsonPropertyDescription(
            "What a router is charged for: Cpu, its cycles; Packets, its packets whatever they "
                + "cost; Memory, its memory accesses; Dominant, the larger of its parts in the use "
                + "of cycles and of memory accesses. Where a node does not count memory accesses, "
                + "Memory and Dominant charge cycles. Default: Cpu.")
        @Default("Cpu")
        SchedulerPolicy policy,
    @JsonPropertyDescription(
            "One burst of packets in so many is measured, at random; the others are charged what "
                + "their path is expected to cost. 1 to 1000. Default: 1, every burst.")
        @Default("1")
        @Min(1)
        @Max(1000)
        Integer sampleEvery) {

  public static final Scheduler DEFAULT = new Scheduler(SchedulerPolicy.CPU, 1);
}
