package dev.fairlane.operator.decide;

import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.operator.model.Reason;
import java.util.List;
import java.util.Map;

/** What a turn of the cycle does about the assignment, and why. */
public sealed interface Verdict {

  Reason reason();

  /** A sentence for a human. */
  String message();

  /** The new routers of each forwarder that changes, by its name. */
  default Map<String, List<AssignedRouter>> changes() {
    return Map.of();
  }

  /** No forwarder can be told anything: the assignment stays. */
  record NotReady(String message) implements Verdict {
    @Override
    public Reason reason() {
      return Reason.NOT_READY;
    }
  }

  /** The assignment is as it should be. */
  record NoChange() implements Verdict {
    @Override
    public Reason reason() {
      return Reason.NO_CHANGE;
    }

    @Override
    public String message() {
      return "The assignment is as it should be.";
    }
  }

  /**
   * The assignment changes.
   *
   * @param changes the new routers of each forwarder that changes, by its name
   * @param moves paths that run elsewhere afterwards
   */
  record Place(Map<String, List<AssignedRouter>> changes, int moves, String message)
      implements Verdict {

    public Place {
      changes = Map.copyOf(changes);
    }

    @Override
    public Reason reason() {
      return Reason.PLACE;
    }
  }

  /**
   * Nothing had to be placed, and rebalancing had its say.
   *
   * @param changes none unless the decision acts
   */
  record Rebalance(RebalanceDecision decision, Map<String, List<AssignedRouter>> changes)
      implements Verdict {
    public Rebalance {
      changes = Map.copyOf(changes);
    }

    @Override
    public Reason reason() {
      return decision.reason();
    }

    @Override
    public String message() {
      return decision.message();
    }
  }
}
