package dev.fairlane.operator.pod;

import java.util.Map;

/**
 * What to change when a node's kubelet refuses a forwarder's pod, by the reason in the pod's status
 * (Kubernetes, topology manager and CPU manager policies). Pure.
 */
final class AdmissionAdvice {

  private static final String CORES =
      "spec.cores.count (of a router with a pod of its own: spec.domU.cores)";

  private static final Map<String, String> BY_REASON =
      Map.of(
          "TopologyAffinityError",
          "no NUMA node of the node has all that one pod asks for; lower "
              + CORES
              + ", hugepages, memory or attachmentsPerDom0, or make a pool for the networks of each"
              + " NUMA node",
          "SMTAlignmentError",
          "the node gives whole physical cores only; let "
              + CORES
              + " be a multiple of the hardware threads of a core, usually 2",
          "UnexpectedAdmissionError",
          "the node has less free than it offers; it is tried again, and passes when other pods"
              + " leave their CPUs or the device plugin offers its functions again; else lower "
              + CORES
              + " or attachmentsPerDom0");

  private AdmissionAdvice() {}

  /**
   * @param reason as in the pod's status
   * @return a sentence to follow what the kubelet said, empty when there is nothing to add
   */
  static String of(String reason) {
    String advice = BY_REASON.get(reason);
    return advice == null ? "" : " (" + advice + ")";
  }
}
