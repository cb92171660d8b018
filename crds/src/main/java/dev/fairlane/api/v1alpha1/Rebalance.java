package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;

/** When paths that run are moved between the workers of their forwarder. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Rebalance(
    @JsonPropertyDescription(
            "Off: what runs stays where it is. Recommend: plans are shown in status.lastPlan, and "
                + "realized when the pool's annotation fairlane.dev/approve-plan names their id. "
                + "Auto: plans are realized at once. Default: Auto.")
        @Default("Auto")
        RebalanceMode mode,
    @JsonPropertyDescription(
            "What the largest shortfall of a router (due less achievable cores) has to fall by, "
                + "beyond what noise explains; 10m to 64. Default: 30m.")
        @Default("30m")
        @ValidationRule(
            value =
                "isQuantity(string(self)) && quantity(string(self)).compareTo(quantity('10m')) >= 0"
                    + " && quantity(string(self)).compareTo(quantity('64')) <= 0",
            message = "must be a quantity of cores from 10m to 64, for example 30m")
        Quantity minImprovementCores,
    @JsonPropertyDescription(
            "Seconds after a plan was realized in which changed demands alone cause no other; 0 to "
                + "86400. A new router, a changed entitlement and a changed cost do not wait. "
                + "Default: 30.")
        @Default("30")
        @Min(0)
        @Max(86400)
        Integer cooldownSeconds,
    @JsonPropertyDescription("The most paths that one plan moves; 1 to 1000. Default: 32.")
        @Default("32")
        @Min(1)
        @Max(1000)
        Integer moveBudget,
    @JsonPropertyDescription("Whether a hot worker is a reason too. Default: it is not.")
        LoadTrigger loadTrigger,
    @JsonPropertyDescription(
            "Times in which plans may be realized, at most 32. Default: at any time.")
        @Size(max = 32)
        List<MaintenanceWindow> windows) {
  /** As an object that the API server has not seen. */
  public static final Rebalance DEFAULT = new Rebalance(null, null, null, null, null, null);

  public Rebalance {
    mode = mode == null ? RebalanceMode.AUTO : mode;
    minImprovementCores = minImprovementCores == null ? new Quantity("30m") : minImprovementCores;
    cooldownSeconds = cooldownSeconds == null ? 30 : cooldownSeconds;
    moveBudget = moveBudget == null ? 32 : moveBudget;
    windows = windows == null ? List.of() : List.copyOf(windows);
  }
}
