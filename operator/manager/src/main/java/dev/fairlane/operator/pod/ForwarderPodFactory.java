package dev.fairlane.operator.pod;

import dev.fairlane.api.v1alpha1.Forwarder;
import dev.fairlane.api.v1alpha1.ForwarderPoolSpec;
import io.fabric8.kubernetes.api.model.NodeSelectorBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SeccompProfileBuilder;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The pod of a forwarder: nothing privileged, one network attachment for each device. Pure: the
 * same pool and Forwarder give the same pod.
 */
public final class ForwarderPodFactory {

  /** Annotation with the hash of all that a new pod is needed for. */
  public static final String TEMPLATE_HASH = "fairlane.dev/template-hash";

  static final String NETWORKS = "k8s.v1.cni.cncf.io/networks";
  private static final long USER = 65532;
  private static final long GRACE_SECONDS = 5;

  private final PodSettings settings;

  public ForwarderPodFactory(PodSettings settings) {
    this.settings = settings;
  }

  /** The wanted pod, of the Forwarder's name. */
  public Pod pod(Forwarder forwarder, ForwarderPoolSpec pool) {
    String networks = NetworkAnnotation.of(forwarder.getSpec().devices(), pool.networks());
    PodSpec spec = spec(forwarder, pool);
    PodPlace place = PodPlace.of(forwarder);
    return new PodBuilder()
        .withNewMetadata()
        .withName(forwarder.getMetadata().getName())
        .withNamespace(place.namespace())
        .withLabels(ForwarderLabels.of(forwarder.getSpec().poolRef().name()))
        .withAnnotations(annotations(forwarder, networks, TemplateHash.of(spec, networks)))
        .withOwnerReferences(place.owner())
        .endMetadata()
        .withSpec(spec)
        .build();
  }

  private static Map<String, String> annotations(
      Forwarder forwarder, String networks, String hash) {
    Map<String, String> annotations = new LinkedHashMap<>();
    annotations.put(NETWORKS, networks);
    annotations.put(TEMPLATE_HASH, hash);
    if (forwarder.getSpec().router() != null) {
      annotations.put(RouterWish.ANNOTATION, RouterWish.of(forwarder.getSpec()));
    }
    return annotations;
  }

  private PodSpec spec(Forwarder forwarder, ForwarderPoolSpec pool) {
    String name = forwarder.getMetadata().getName();
    return new PodSpecBuilder()
        .withNewAffinity()
        .withNewNodeAffinity()
        .withRequiredDuringSchedulingIgnoredDuringExecution(
            onNode(forwarder.getSpec().nodeName()).build())
        .endNodeAffinity()
        .endAffinity()
        .withRestartPolicy("Always")
        // It asks for no name; the cluster's DNS is one more thing that a node may lack.
        .withDnsPolicy("Default")
        .withTerminationGracePeriodSeconds(GRACE_SECONDS)
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withRunAsUser(USER)
        .withRunAsGroup(USER)
        .withFsGroup(USER)
        .withSeccompProfile(seccompProfile())
        .endSecurityContext()
        .withContainers(
            new ForwarderContainer(settings).of(name, PodSize.of(forwarder.getSpec(), pool)))
        .withVolumes(ForwarderVolumes.volumes(name))
        .build();
  }

  /**
   * By affinity, not by nodeName: so the scheduler counts the pod's CPUs and pages before the
   * kubelet does.
   */
  private static NodeSelectorBuilder onNode(String node) {
    return new NodeSelectorBuilder()
        .addNewNodeSelectorTerm()
        .addNewMatchField()
        .withKey("metadata.name")
        .withOperator("In")
        .withValues(node)
        .endMatchField()
        .endNodeSelectorTerm();
  }

  private SeccompProfile seccompProfile() {
    if (settings.seccompProfile().equals("RuntimeDefault")) {
      return new SeccompProfileBuilder().withType("RuntimeDefault").build();
    }
    return new SeccompProfileBuilder()
        .withType("Localhost")
        .withLocalhostProfile(settings.seccompProfile())
        .build();
  }
}
