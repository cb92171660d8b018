package dev.fairlane.operator.pod;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.Optional;

/**
 * What of a forwarder's pod matters to decisions.
 *
 * @param phase Pending, Running, Succeeded, Failed or Unknown
 * @param ip empty until the pod has one
 * @param templateHash what it was made from, see {@link ForwarderPodFactory}
 * @param problem a sentence on why it does not run, empty when nothing is wrong
 */
public record PodFacts(
    String uid,
    String phase,
    String ip,
    boolean ready,
    boolean deleting,
    String templateHash,
    String problem) {

  public static PodFacts of(Pod pod) {
    PodStatus status = pod.getStatus() == null ? new PodStatus() : pod.getStatus();
    return new PodFacts(
        pod.getMetadata().getUid(),
        Optional.ofNullable(status.getPhase()).orElse("Pending"),
        Optional.ofNullable(status.getPodIP()).orElse(""),
        status.getConditions().stream().anyMatch(each -> isTrue(each, "Ready")),
        pod.getMetadata().getDeletionTimestamp() != null,
        Optional.ofNullable(pod.getMetadata().getAnnotations())
            .map(annotations -> annotations.get(ForwarderPodFactory.TEMPLATE_HASH))
            .orElse(""),
        problem(status));
  }

  /** It will never run again. */
  public boolean isOver() {
    return phase.equals("Failed") || phase.equals("Succeeded");
  }

  public boolean isRunning() {
    return phase.equals("Running") && !ip.isEmpty() && !deleting;
  }

  private static String problem(PodStatus status) {
    if (status.getReason() != null) {
      return join(status.getReason(), status.getMessage()) + AdmissionAdvice.of(status.getReason());
    }
    Optional<String> unschedulable =
        status.getConditions().stream()
            .filter(
                each -> each.getType().equals("PodScheduled") && each.getStatus().equals("False"))
            .findFirst()
            .map(each -> join(each.getReason(), each.getMessage()));
    return unschedulable.orElseGet(
        () ->
            status.getContainerStatuses().stream()
                .map(PodFacts::waiting)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(""));
  }

  private static Optional<String> waiting(ContainerStatus status) {
    return Optional.ofNullable(status.getState())
        .map(state -> state.getWaiting())
        .filter(waiting -> !"ContainerCreating".equals(waiting.getReason()))
        .map(waiting -> join(waiting.getReason(), waiting.getMessage()));
  }

  private static String join(String reason, String message) {
    String first = reason == null ? "" : reason;
    return message == null || message.isBlank() ? first : first + ": " + message;
  }

  private static boolean isTrue(PodCondition condition, String type) {
    return condition.getType().equals(type) && condition.getStatus().equals("True");
  }
}
