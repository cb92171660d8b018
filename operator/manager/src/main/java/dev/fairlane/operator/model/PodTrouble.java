package dev.fairlane.operator.model;

import dev.fairlane.api.v1alpha1.Forwarder;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a Forwarder's status says about a pod that does not run. Pure. */
public final class PodTrouble {

  private static final String READY = "Ready";

  private PodTrouble() {}

  /** Why the forwarder is not ready, for a tenant who waits for it. */
  public static Fact of(Forwarder forwarder) {
    String name = forwarder.getMetadata().getName();
    Optional<Condition> shown =
        Optional.ofNullable(forwarder.getStatus())
            .map(status -> status.conditions())
            .orElse(List.of())
            .stream()
            .filter(condition -> condition.getType().equals(READY))
            .filter(condition -> !condition.getStatus().equals("True"))
            .findFirst();
    return shown
        .map(
            condition ->
                Fact.no(
                    reason(condition),
                    "The forwarder %s is not ready: %s".formatted(name, condition.getMessage())))
        .orElseGet(
            () -> Fact.no(Reason.FORWARDER_NOT_READY, "The forwarder %s starts.".formatted(name)));
  }

  private static Reason reason(Condition condition) {
    return Stream.of(Reason.POD_REFUSED, Reason.POD_FAILED)
        .filter(reason -> reason.text().equals(condition.getReason()))
        .findFirst()
        .orElse(Reason.FORWARDER_NOT_READY);
  }
}
