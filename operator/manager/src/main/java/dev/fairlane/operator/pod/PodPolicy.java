package dev.fairlane.operator.pod;

import java.time.Instant;
import java.util.Optional;

/** Decides what is done about a forwarder's pod. Pure. */
public final class PodPolicy {

  private final BackOff backOff;

  public PodPolicy(BackOff backOff) {
    this.backOff = backOff;
  }

  /**
   * @param pod absent when there is none
   * @param wantedHash the template hash of the pod that the pool asks for
   * @param mayInterrupt it runs no routers, or disruption is allowed
   */
  public PodStep decide(
      Optional<PodFacts> pod,
      String wantedHash,
      boolean mayInterrupt,
      PodFailures failures,
      Instant now) {
    if (pod.isEmpty()) {
      return new PodStep.Create();
    }
    PodFacts facts = pod.get();
    if (facts.deleting()) {
      return new PodStep.Keep();
    }
    if (facts.isOver() && !facts.templateHash().equals(wantedHash)) {
      // The cause may be repaired: no reason to wait out what the former pod has earned.
      return new PodStep.Delete("the pool asks for another pod");
    }
    if (facts.isOver()) {
      return afterBackOff(facts, failures, now);
    }
    if (facts.templateHash().equals(wantedHash)) {
      return new PodStep.Keep();
    }
    return mayInterrupt
        ? new PodStep.Delete("the pool asks for another pod")
        : new PodStep.NeedsPermission();
  }

  private PodStep afterBackOff(PodFacts facts, PodFailures failures, Instant now) {
    String why = facts.problem().isEmpty() ? "the pod is " + facts.phase() : facts.problem();
    Instant retry = failures.retryTime(backOff);
    return now.isBefore(retry) ? new PodStep.Wait(retry, why) : new PodStep.Delete(why);
  }
}
