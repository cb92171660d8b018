package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/**
 * What the operator saw and decided. Written by the operator alone; figures are means over 30 s.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record VirtualRouterStatus(
    @JsonPropertyDescription("The metadata.generation that this status describes.")
        Long observedGeneration,
    @JsonPropertyDescription("Accepted, Placed, Ready and EntitlementMet.")
        List<Condition> conditions,
    @JsonPropertyDescription("Name of the node whose forwarder runs the router.") String node,
    @JsonPropertyDescription("Name of the Forwarder object in the operator's namespace.")
        String forwarder,
    @JsonPropertyDescription("The devices that the interfaces were given.")
        List<InterfaceStatus> interfaces,
    @JsonPropertyDescription("The CPU that the router may have and has.")
        EntitlementStatus entitlement,
    @JsonPropertyDescription("The forwarding paths, one for each interface.")
        List<PathStatus> paths,
    @JsonPropertyDescription(
            "Ids of the CPUs on which the paths run, comma separated in ascending order, for example "
                + "\"1,3\".")
        String cores,
    @JsonPropertyDescription("Packets that the router received on all interfaces, a second.")
        Long packetsPerSecond,
    @JsonPropertyDescription(
            "CPU cycles (of the time stamp counter) that a packet costs on average over the paths.")
        Long costCyclesPerPacket,
    @JsonPropertyDescription("How the router came to its present placement, if it had another one.")
        PlacementChange lastChange) {

  /** A router that was never placed otherwise. */
  public VirtualRouterStatus(
      Long observedGeneration,
      List<Condition> conditions,
      String node,
      String forwarder,
      List<InterfaceStatus> interfaces,
      EntitlementStatus entitlement,
      List<PathStatus> paths,
      String cores,
      Long packetsPerSecond,
      Long costCyclesPerPacket) {
    this(
        observedGeneration,
        conditions,
        node,
        forwarder,
        interfaces,
        entitlement,
        paths,
        cores,
        packetsPerSecond,
        costCyclesPerPacket,
        null);
  }

  /** The same, with this as its last change. */
  public VirtualRouterStatus with(PlacementChange change) {
    return new VirtualRouterStatus(
        observedGeneration,
        conditions,
        node,
        forwarder,
        interfaces,
        entitlement,
        paths,
        cores,
        packetsPerSecond,
        costCyclesPerPacket,
        change);
  }

  public VirtualRouterStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
    interfaces = interfaces == null ? List.of() : List.copyOf(interfaces);
    paths = paths == null ? List.of() : List.copyOf(paths);
  }
}
