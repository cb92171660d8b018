package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;

/** What the pool's cycle saw and decided last. Written by the operator alone. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ForwarderPoolStatus(
    @JsonPropertyDescription("The metadata.generation that this status describes.")
        Long observedGeneration,
    @JsonPropertyDescription("Ready.") List<Condition> conditions,
    @JsonPropertyDescription("Number of nodes that the pool selects.") Integer nodeCount,
    @JsonPropertyDescription("Number of routers that are placed in the pool.") Integer routerCount,
    @JsonPropertyDescription("The nodes that the pool selects.") List<PoolNodeStatus> nodes,
    @JsonPropertyDescription("The use of the networks, over all nodes.")
        List<PoolNetworkStatus> networks,
    @JsonPropertyDescription("The last plan that changed something, or that waits.")
        LastPlan lastPlan,
    @JsonPropertyDescription("What rebalancing said last.") RebalanceStatus rebalance) {

  public ForwarderPoolStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
    nodes = nodes == null ? List.of() : List.copyOf(nodes);
    networks = networks == null ? List.of() : List.copyOf(networks);
  }
}
