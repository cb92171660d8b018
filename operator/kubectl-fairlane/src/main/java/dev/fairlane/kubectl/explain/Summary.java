package dev.fairlane.kubectl.explain;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Optional;

/** How a router is, in a sentence. Pure. */
final class Summary {

  private Summary() {}

  static String of(List<Condition> conditions) {
    if (conditions.isEmpty()) {
      return "The operator has not judged it yet.";
    }
    return notHolding(conditions, "Accepted")
        .map(each -> "Its pool does not take it as it is now (%s).".formatted(each.getReason()))
        .or(
            () ->
                notHolding(conditions, "Placed")
                    .map(each -> "It has no place (%s).".formatted(each.getReason())))
        .or(
            () ->
                notHolding(conditions, "Ready")
                    .map(each -> "It has a place; %s.".formatted(notReady(each))))
        .orElseGet(() -> "It forwards." + entitlement(conditions));
  }

  private static Optional<Condition> notHolding(List<Condition> conditions, String type) {
    return conditions.stream()
        .filter(each -> each.getType().equals(type) && !each.getStatus().equals("True"))
        .findFirst();
  }

  private static String notReady(Condition ready) {
    return ready.getStatus().equals("Unknown")
        ? "whether it forwards is not known (%s)".formatted(ready.getReason())
        : "it does not forward with its present configuration (%s)".formatted(ready.getReason());
  }

  private static String entitlement(List<Condition> conditions) {
    return notHolding(conditions, "EntitlementMet")
        .filter(each -> each.getStatus().equals("False"))
        .map(each -> " It receives less than it is entitled to.")
        .orElse("");
  }
}
