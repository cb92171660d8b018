package dev.fairlane.operator.status;

import dev.fairlane.api.v1alpha1.EntitlementStatus;
import dev.fairlane.api.v1alpha1.PathStatus;
import dev.fairlane.api.v1alpha1.VirtualRouterStatus;
import dev.fairlane.operator.figures.Rounding;
import dev.fairlane.operator.model.Fact;
import dev.fairlane.operator.model.Reason;
import dev.fairlane.operator.model.RouterOutcome;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/** Whether a router's figures differ enough from those that its status shows. Pure. */
final class RouterFigureChange {

  private RouterFigureChange() {}

  static boolean isWorthWriting(VirtualRouterStatus shown, RouterOutcome outcome) {
    VirtualRouterStatus fresh = outcome.shown();
    return differ(shown.packetsPerSecond(), fresh.packetsPerSecond())
        || differ(shown.costCyclesPerPacket(), fresh.costCyclesPerPacket())
        || differs(shown.entitlement(), fresh.entitlement())
        || fresh.paths().stream().anyMatch(path -> differs(shown, path))
        || !shownEntitlementMet(shown)
            .map(Fact::reason)
            .equals(Optional.of(outcome.entitlementMet().reason()));
  }

  /** What the status says about EntitlementMet now. */
  static Optional<Fact> shownEntitlementMet(VirtualRouterStatus shown) {
    return ConditionList.find(shown.conditions(), ConditionType.ENTITLEMENT_MET)
        .flatMap(
            condition ->
                reason(condition)
                    .map(reason -> new Fact(truth(condition), reason, condition.getMessage())));
  }

  private static boolean differs(VirtualRouterStatus shown, PathStatus fresh) {
    return shown.paths().stream()
        .filter(path -> path.name().equals(fresh.name()))
        .findFirst()
        .map(
            path ->
                differ(path.packetsPerSecond(), fresh.packetsPerSecond())
                    || differ(path.dropsPerSecond(), fresh.dropsPerSecond())
                    || differ(path.costCyclesPerPacket(), fresh.costCyclesPerPacket()))
        .orElse(true);
  }

  private static boolean differ(Long shown, Long fresh) {
    if (shown == null || fresh == null) {
      return !Objects.equals(shown, fresh);
    }
    return Rounding.isWorthWriting(shown.longValue(), fresh.longValue());
  }

  private static boolean differ(String shown, String fresh) {
    if (shown == null || fresh == null) {
      return !Objects.equals(shown, fresh);
    }
    return Rounding.isWorthWriting(shown, fresh);
  }

  private static boolean differs(EntitlementStatus shown, EntitlementStatus fresh) {
    if (shown == null || fresh == null) {
      return !Objects.equals(shown, fresh);
    }
    return differ(shown.receivedCores(), fresh.receivedCores())
        || differ(shown.dueCores(), fresh.dueCores())
        || differ(shown.achievableCores(), fresh.achievableCores());
  }

  private static Optional<Reason> reason(Condition condition) {
    return Arrays.stream(Reason.values())
        .filter(each -> each.text().equals(condition.getReason()))
        .findFirst();
  }

  private static Fact.Truth truth(Condition condition) {
    return Arrays.stream(Fact.Truth.values())
        .filter(each -> each.text().equals(condition.getStatus()))
        .findFirst()
        .orElse(Fact.Truth.UNKNOWN);
  }
}
