package dev.fairlane.operator.status;

import dev.fairlane.operator.model.ObservedForwarder;
import java.util.List;

/**
 * A new operator knows nothing yet, but its predecessor did: what the statuses show of forwarders
 * that were reached stands until they answered or failed to. So a restart of the operator is no
 * transition. Pure.
 */
public final class FirstAnswer {

  private FirstAnswer() {}

  /** Whether a predecessor reached the forwarder, and this operator has not heard of it yet. */
  public static boolean isAwaited(ObservedForwarder forwarder) {
    return forwarder.contact().isPending()
        && forwarder.resource().getStatus() != null
        && ConditionList.find(
                forwarder.resource().getStatus().conditions(), ConditionType.CONNECTED)
            .filter(shown -> shown.getStatus().equals("True"))
            .isPresent();
  }

  public static boolean isAwaited(List<ObservedForwarder> forwarders) {
    return forwarders.stream().anyMatch(FirstAnswer::isAwaited);
  }
}
