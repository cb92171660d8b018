package dev.fairlane.api.v1alpha1;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** A pool of forwarders: one on each selected node. */
@Group(VirtualRouter.GROUP)
@Version(VirtualRouter.VERSION)
@Kind("ForwarderPool")
@Plural("forwarderpools")
@Singular("forwarderpool")
@ShortNames("fp")
@AdditionalPrinterColumn(
    name = "Ready",
    type = Type.STRING,
    jsonPath = ".status.conditions[?(@.type=='Ready')].status",
    getDescription = "Whether every forwarder of the pool forwards")
@AdditionalPrinterColumn(
    name = "Nodes",
    type = Type.INTEGER,
    jsonPath = ".status.nodeCount",
    getDescription = "Selected nodes")
@AdditionalPrinterColumn(
    name = "Cores",
    type = Type.INTEGER,
    jsonPath = ".spec.cores.count",
    getDescription = "Exclusive cores of each forwarder")
@AdditionalPrinterColumn(
    name = "Routers",
    type = Type.INTEGER,
    jsonPath = ".status.routerCount",
    getDescription = "Placed routers")
@AdditionalPrinterColumn(
    name = "Reason",
    type = Type.STRING,
    jsonPath = ".status.conditions[?(@.type=='Ready')].reason",
    getDescription = "Why it is, or is not, ready")
@AdditionalPrinterColumn(
    name = "Rebalance",
    type = Type.STRING,
    jsonPath = ".status.rebalance.verdict",
    getDescription = "What rebalancing said last")
@AdditionalPrinterColumn(
    name = "Age",
    type = Type.DATE,
    jsonPath = ".metadata.creationTimestamp",
    getDescription = "Time since it was made")
public class ForwarderPool extends CustomResource<ForwarderPoolSpec, ForwarderPoolStatus> {

  private static final long serialVersionUID = 1L;
}
