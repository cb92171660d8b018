package dev.fairlane.operator.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The one container of a forwarder pod: what it runs, may do and is given. Pure. */
final class ForwarderContainer {

  static final String NAME = "forwarder";
  private static final String PROBES = "probes";
  private static final long MIB = 1 << 20;

  private final PodSettings settings;

  ForwarderContainer(PodSettings settings) {
    this.settings = settings;
  }

  Container of(String forwarder, PodSize size) {
    return new ContainerBuilder()
        .withName(NAME)
        .withImage(settings.image())
        .withImagePullPolicy(settings.imagePullPolicy())
        .withArgs(arguments(forwarder, size))
        .addNewPort()
        .withName("control")
        .withContainerPort(settings.controlPort())
        .withProtocol("TCP")
        .endPort()
        .addNewPort()
        .withName(PROBES)
        .withContainerPort(settings.probePort())
        .withProtocol("TCP")
        .endPort()
        .withResources(resources(size))
        .withStartupProbe(probe("/livez", 1, 60))
        .withLivenessProbe(probe("/livez", 5, 4))
        .withReadinessProbe(probe("/readyz", 2, 2))
        .withNewSecurityContext()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .withAdd(capabilities(size))
        .endCapabilities()
        .endSecurityContext()
        .withVolumeMounts(ForwarderVolumes.mounts())
        .build();
  }

  private static List<String> arguments(String forwarder, PodSize size) {
    List<String> arguments = new ArrayList<>(List.of("--name", forwarder));
    arguments.addAll(ForwarderCores.arguments(size.cores()));
    arguments.addAll(
        List.of(
            "--tls-dir",
            ForwarderVolumes.TLS_DIRECTORY,
            "--state-dir",
            ForwarderVolumes.STATE_DIRECTORY));
    size.hugepages()
        .ifPresent(pages -> arguments.addAll(List.of("--hugepage-memory", mebibytes(pages))));
    return arguments;
  }

  /** Packet sockets on Kernel devices need one; nothing else does. */
  private static List<String> capabilities(PodSize size) {
    return size.packetSockets() ? List.of("NET_RAW") : List.of();
  }

  /** What the pod may use of memory it also asks for; its CPUs are a matter of the cores' mode. */
  private static ResourceRequirements resources(PodSize size) {
    Map<String, Quantity> memory = new LinkedHashMap<>();
    memory.put("memory", size.memory());
    size.hugepages().ifPresent(pages -> memory.put("hugepages-2Mi", pages));
    return new ResourceRequirementsBuilder()
        .addToRequests(ForwarderCores.requests(size.cores()))
        .addToRequests(memory)
        .addToRequests(size.functions())
        .addToLimits(ForwarderCores.limits(size.cores()))
        .addToLimits(memory)
        .addToLimits(size.functions())
        .build();
  }

  private static String mebibytes(Quantity quantity) {
    return Long.toString(Quantity.getAmountInBytes(quantity).longValueExact() / MIB);
  }

  private static Probe probe(String path, int periodSeconds, int failures) {
    return new ProbeBuilder()
        .withNewHttpGet()
        .withPath(path)
        .withNewPort(PROBES)
        .endHttpGet()
        .withPeriodSeconds(periodSeconds)
        .withTimeoutSeconds(2)
        .withFailureThreshold(failures)
        .build();
  }
}
