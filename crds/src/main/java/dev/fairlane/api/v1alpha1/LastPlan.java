package dev.fairlane.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;

/** The last plan that changed something, or that waits. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record LastPlan(
    @JsonPropertyDescription(
            "Names a plan that moves paths by what it does: the annotation "
                + "fairlane.dev/approve-plan approves it by this id.")
        String id,
    @JsonPropertyDescription(
            "What became of it, in one CamelCase word: Place (routers were placed or removed), Move "
                + "(it is realized), Recommend (it waits for approval), OutsideWindow (it waits for a "
                + "maintenance window) or Ineffective (it moves a path whose last move did not bring "
                + "what it promised).")
        @Required
        String reason,
    @JsonPropertyDescription("Why, in one sentence.") String message,
    @JsonPropertyDescription(
            "Why there was something to judge: SetUp, Entitlement, Cost or Demand.")
        String cause,
    @JsonPropertyDescription("When it was decided, RFC 3339.") String time,
    @JsonPropertyDescription("Number of paths that it moves.") Integer moves,
    @JsonPropertyDescription(
            "The paths that it moves within their forwarders, at most the first 32.")
        List<PathMove> pathMoves,
    @JsonPropertyDescription("What the assignment before it brought.") PlanFigures before,
    @JsonPropertyDescription("What it was predicted to bring.") PlanFigures predicted,
    @JsonPropertyDescription("What was measured 70 s after it was realized.") PlanFigures actual) {
  public LastPlan {
    pathMoves = pathMoves == null ? List.of() : List.copyOf(pathMoves);
  }

  /** The same plan with its outcome. */
  public LastPlan withActual(PlanFigures measured) {
    return new LastPlan(
        id, reason, message, cause, time, moves, pathMoves, before, predicted, measured);
  }
}
