package dev.fairlane.api.v1alpha1;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** A router of a tenant. */
@Group(VirtualRouter.GROUP)
@Version(VirtualRouter.VERSION)
@Kind("VirtualRouter")
@Plural("virtualrouters")
@Singular("virtualrouter")
@ShortNames("vr")
@AdditionalPrinterColumn(
    name = "Pool",
    type = Type.STRING,
    jsonPath = ".spec.poolRef.name",
    getDescription = "The pool that runs the router")
@AdditionalPrinterColumn(
    name = "Ready",
    type = Type.STRING,
    jsonPath = ".status.conditions[?(@.type=='Ready')].status",
    getDescription = "Whether the router forwards packets")
@AdditionalPrinterColumn(
    name = "Node",
    type = Type.STRING,
    jsonPath = ".status.node",
    getDescription = "The node that runs the router")
@AdditionalPrinterColumn(
    name = "Core",
    type = Type.STRING,
    jsonPath = ".status.cores",
    getDescription = "Ids of the CPUs that run the paths")
@AdditionalPrinterColumn(
    name = "Entitled",
    type = Type.STRING,
    jsonPath = ".status.entitlement.entitledCores",
    getDescription = "Guaranteed share in cores")
@AdditionalPrinterColumn(
    name = "Received",
    type = Type.STRING,
    jsonPath = ".status.entitlement.receivedCores",
    getDescription = "Used share in cores")
@AdditionalPrinterColumn(
    name = "Rate",
    type = Type.INTEGER,
    jsonPath = ".status.packetsPerSecond",
    getDescription = "Packets received a second")
@AdditionalPrinterColumn(
    name = "Cycles/Packet",
    type = Type.INTEGER,
    jsonPath = ".status.costCyclesPerPacket",
    getDescription = "CPU cycles that a packet costs")
@AdditionalPrinterColumn(
    name = "Age",
    type = Type.DATE,
    jsonPath = ".metadata.creationTimestamp",
    getDescription = "Time since it was made")
public class VirtualRouter extends CustomResource<VirtualRouterSpec, VirtualRouterStatus>
    implements Namespaced {

  /** The API group of all kinds. */
  public static final String GROUP = "fairlane.dev";

  /** The API version of all kinds. */
  public static final String VERSION = "v1alpha1";

  private static final long serialVersionUID = 1L;
}
