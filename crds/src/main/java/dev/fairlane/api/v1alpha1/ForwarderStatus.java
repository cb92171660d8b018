package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/**
 * What the forwarder reported last. Written by the operator alone; figures are rounded means over
 * 30 s.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ForwarderStatus(
    @JsonPropertyDescription("The metadata.generation that this status describes.")
        Long observedGeneration,
    @JsonPropertyDescription("Connected, Configured and Ready.") List<Condition> conditions,
    @JsonPropertyDescription("Name of the pod.") String podName,
    @JsonPropertyDescription(
            "Address of the pod at which the operator reaches the control interface.")
        String podIP,
    @JsonPropertyDescription(
            "Identifies the run of the forwarder's process; another id means that it was started "
                + "again.")
        String bootId,
    @JsonPropertyDescription(
            "The metadata.generation whose configuration the forwarder has applied.")
        Long appliedGeneration,
    @JsonPropertyDescription("Number of routers that the forwarder reports.") Integer routerCount,
    @JsonPropertyDescription(
            "CPUs of the pod as the forwarder sees them, in the kernel's list format, for example "
                + "\"1,3-4\".")
        String cpus,
    @JsonPropertyDescription("Whether packet buffers are in hugepages.") Boolean hugepages,
    @JsonPropertyDescription("The forwarding workers.") List<WorkerStatus> workers,
    @JsonPropertyDescription("The virtual functions behind devices of kind SRIOV.")
        List<DeviceStatus> devices) {

  public ForwarderStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
    workers = workers == null ? List.of() : List.copyOf(workers);
    devices = devices == null ? List.of() : List.copyOf(devices);
  }
}
