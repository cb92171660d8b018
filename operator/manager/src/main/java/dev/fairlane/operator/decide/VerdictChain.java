package dev.fairlane.operator.decide;

import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.operator.model.ObservedForwarder;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The policies of a pool in their order: the first verdict wins. Pure. */
public final class VerdictChain {

  private static final List<Policy> POLICIES =
      List.of(VerdictChain::notReady, VerdictChain::noChange, VerdictChain::place);

  private VerdictChain() {}

  public static Verdict judge(Evaluation evaluation, Plan plan) {
    return POLICIES.stream()
        .map(policy -> policy.judge(evaluation, plan))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the last policy always judges"));
  }

  /**
   * The last link, asked at a tick when nothing had to be placed.
   *
   * @param moved where everything runs after the decision's moves; the present plan when it does
   *     not act
   */
  public static Verdict judge(Evaluation evaluation, RebalanceDecision decision, Plan moved) {
    return new Verdict.Rebalance(decision, decision.acts() ? changes(evaluation, moved) : Map.of());
  }

  private static Optional<Verdict> notReady(Evaluation evaluation, Plan plan) {
    List<ObservedForwarder> forwarders = evaluation.snapshot().forwarders();
    if (forwarders.stream().anyMatch(ObservedForwarder::fresh)) {
      return Optional.empty();
    }
    return Optional.of(
        new Verdict.NotReady(
            forwarders.isEmpty()
                ? "The pool has no forwarder yet."
                : "None of the pool's %d forwarders gave a fresh report."
                    .formatted(forwarders.size())));
  }

  private static Optional<Verdict> noChange(Evaluation evaluation, Plan plan) {
    return changes(evaluation, plan).isEmpty()
        ? Optional.of(new Verdict.NoChange())
        : Optional.empty();
  }

  private static Optional<Verdict> place(Evaluation evaluation, Plan plan) {
    return Optional.of(
        new Verdict.Place(changes(evaluation, plan), plan.moves(), message(evaluation, plan)));
  }

  private static Map<String, List<AssignedRouter>> changes(Evaluation evaluation, Plan plan) {
    Map<String, List<AssignedRouter>> changes = new LinkedHashMap<>();
    for (ObservedForwarder forwarder : evaluation.snapshot().forwarders()) {
      List<AssignedRouter> wanted =
          plan.routers().getOrDefault(forwarder.name(), forwarder.routers());
      if (!wanted.equals(forwarder.routers())) {
        changes.put(forwarder.name(), wanted);
      }
    }
    return changes;
  }

  private static String message(Evaluation evaluation, Plan plan) {
    Set<String> before =
        uids(evaluation.snapshot().forwarders().stream().map(ObservedForwarder::routers).toList());
    Set<String> after = uids(plan.routers().values());
    long placed = after.stream().filter(uid -> !before.contains(uid)).count();
    long removed = before.stream().filter(uid -> !after.contains(uid)).count();
    return "%d routers placed, %d removed, %d paths moved."
        .formatted(placed, removed, plan.moves());
  }

  private static Set<String> uids(Collection<List<AssignedRouter>> lists) {
    return lists.stream()
        .flatMap(List::stream)
        .map(AssignedRouter::uid)
        .collect(Collectors.toSet());
  }

  /** One named judgement; nothing when it leaves the matter to the next. */
  private interface Policy {
    Optional<Verdict> judge(Evaluation evaluation, Plan plan);
  }
}
