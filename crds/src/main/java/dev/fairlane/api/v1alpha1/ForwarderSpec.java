package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/**
 * The assignment: which routers one forwarder pod runs, on which devices and workers. Written by
 * the pool's cycle alone, before anything is done about it.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value =
        "self.poolRef == oldSelf.poolRef && self.nodeName == oldSelf.nodeName && self.role == oldSelf.role",
    message = "poolRef, nodeName and role never change: delete the Forwarder instead")
@ValidationRule(
    value =
        "has(self.router) == has(oldSelf.router) && (!has(self.router) || self.router == oldSelf.router)",
    message = "router never changes: delete the Forwarder instead",
    fieldPath = ".router")
@ValidationRule(
    value = "(self.role == 'DomU') == has(self.router)",
    message = "a Forwarder has a router if its role is DomU, and only then",
    fieldPath = ".router")
public record ForwarderSpec(
    @JsonPropertyDescription("The pool that the forwarder belongs to. Never changes.") @Required
        PoolReference poolRef,
    @JsonPropertyDescription("Name of the node. Never changes.") @Required @Size(min = 1, max = 253)
        String nodeName,
    @JsonPropertyDescription(
            "Dom0: runs the paths of many routers. DomU: those of one router, in its namespace. Never changes.")
        @Required
        ForwarderRole role,
    @JsonPropertyDescription("The network devices of the pod.") @Size(max = 2048)
        List<Device> devices,
    @JsonPropertyDescription("Packet buffers reserved for each router; 512 to 65536.")
        @Required
        @Min(512)
        @Max(65536)
        Integer buffersPerRouter,
    @JsonPropertyDescription("How routers share a core. Default: by the cycles that they use.")
        Scheduler scheduler,
    @JsonPropertyDescription("The routers that the forwarder runs.") @Size(max = 10000)
        List<AssignedRouter> routers,
    @JsonPropertyDescription("Role DomU: the router whose forwarder it is. Never changes.")
        RouterReference router,
    @JsonPropertyDescription("Role DomU: the CPU of the pod. Default: cpu 100m.") DomU domU) {

  /** The assignment of a forwarder that belongs to no router. */
  public ForwarderSpec(
      PoolReference poolRef,
      String nodeName,
      ForwarderRole role,
      List<Device> devices,
      Integer buffersPerRouter,
      Scheduler scheduler,
      List<AssignedRouter> routers) {
    this(poolRef, nodeName, role, devices, buffersPerRouter, scheduler, routers, null, null);
  }

  public ForwarderSpec {
    devices = devices == null ? List.of() : List.copyOf(devices);
    routers = routers == null ? List.of() : List.copyOf(routers);
  }
}
