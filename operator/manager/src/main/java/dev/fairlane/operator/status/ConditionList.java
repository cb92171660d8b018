package dev.fairlane.operator.status;

import dev.fairlane.operator.model.Fact;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Conditions out of facts: a transition time changes only with the status. Pure. */
public final class ConditionList {

  private ConditionList() {}

  /**
   * @param previous what the object shows now
   * @param facts by condition type, in the order to show
   * @param generation of the object that the facts describe
   */
  public static List<Condition> merge(
      List<Condition> previous, Map<ConditionType, Fact> facts, long generation, Instant now) {
    return facts.entrySet().stream()
        .map(
            entry ->
                condition(
                    find(previous, entry.getKey()),
                    entry.getKey(),
                    entry.getValue(),
                    generation,
                    now))
        .toList();
  }

  public static Optional<Condition> find(List<Condition> conditions, ConditionType type) {
    return conditions.stream()
        .filter(condition -> condition.getType().equals(type.text()))
        .findFirst();
  }

  /** Whether a condition says what the fact says. */
  public static boolean shows(List<Condition> conditions, ConditionType type, Fact fact) {
    return find(conditions, type)
        .filter(
            condition ->
                condition.getStatus().equals(fact.truth().text())
                    && condition.getReason().equals(fact.reason().text())
                    && condition.getMessage().equals(fact.message()))
        .isPresent();
  }

  private static Condition condition(
      Optional<Condition> previous, ConditionType type, Fact fact, long generation, Instant now) {
    String since =
        previous
            .filter(condition -> condition.getStatus().equals(fact.truth().text()))
            .map(Condition::getLastTransitionTime)
            .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
    return new ConditionBuilder()
        .withType(type.text())
        .withStatus(fact.truth().text())
        .withReason(fact.reason().text())
        .withMessage(fact.message())
        .withObservedGeneration(generation)
        .withLastTransitionTime(since)
        .build();
  }
}
