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

/** A forwarder pod: its assignment and what it reported. */
@Group(VirtualRouter.GROUP)
@Version(VirtualRouter.VERSION)
@Kind("Forwarder")
@Plural("forwarders")
@Singular("forwarder")
@ShortNames("fwd")
@AdditionalPrinterColumn(
    name = "Pool",
    type = Type.STRING,
    jsonPath = ".spec.poolRef.name",
    getDescription = "The pool that it belongs to")
@AdditionalPrinterColumn(
    name = "Node",
    type = Type.STRING,
    jsonPath = ".spec.nodeName",
    getDescription = "The node that it runs on")
@AdditionalPrinterColumn(
    name = "Ready",
    type = Type.STRING,
    jsonPath = ".status.conditions[?(@.type=='Ready')].status",
    getDescription = "Whether every configured path forwards")
@AdditionalPrinterColumn(
    name = "CPUs",
    type = Type.STRING,
    jsonPath = ".status.cpus",
    getDescription = "CPUs of the pod as the forwarder sees them")
@AdditionalPrinterColumn(
    name = "Routers",
    type = Type.INTEGER,
    jsonPath = ".status.routerCount",
    getDescription = "Routers that it runs")
@AdditionalPrinterColumn(
    name = "Applied",
    type = Type.INTEGER,
    jsonPath = ".status.appliedGeneration",
    getDescription = "Generation of the applied configuration")
@AdditionalPrinterColumn(
    name = "Age",
    type = Type.DATE,
    jsonPath = ".metadata.creationTimestamp",
    getDescription = "Time since it was made")
public class Forwarder extends CustomResource<ForwarderSpec, ForwarderStatus>
    implements Namespaced {

  private static final long serialVersionUID = 1L;
}
