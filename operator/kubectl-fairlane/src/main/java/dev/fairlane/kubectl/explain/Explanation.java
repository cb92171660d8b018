package dev.fairlane.kubectl.explain;

import java.util.List;

/**
 * All that is known about one router; null where something is not known.
 *
 * @param summary how it is, in a sentence
 * @param conditions in the order of the status
 * @param paths one for each interface, in the order of the spec
 * @param pool what its pool shows; null when it cannot be seen
 * @param events newest first
 * @param nextSteps what helps, in sentences; empty when nothing is wrong
 * @param notes what is missing here and why, in sentences
 */
public record Explanation(
    String namespace,
    String name,
    long generation,
    String summary,
    String poolName,
    String node,
    String forwarder,
    List<ConditionShown> conditions,
    List<PathShown> paths,
    EntitlementShown entitlement,
    PoolShown pool,
    List<EventShown> events,
    List<String> nextSteps,
    List<String> notes) {

  public Explanation {
    conditions = List.copyOf(conditions);
    paths = List.copyOf(paths);
    events = List.copyOf(events);
    nextSteps = List.copyOf(nextSteps);
    notes = List.copyOf(notes);
  }

  /**
   * A condition.
   *
   * @param current whether it is about the present generation
   */
  public record ConditionShown(
      String type,
      String status,
      String reason,
      String message,
      Long sinceSeconds,
      boolean current) {}

  /**
   * An interface with its path; figures are those of the status.
   *
   * @param inputOf the interface whose path carries this one's packets too, and has the figures;
   *     null where it has a path of its own
   */
  public record PathShown(
      String interfaceName,
      String network,
      String device,
      Integer worker,
      Integer core,
      String state,
      Long packetsPerSecond,
      Long dropsPerSecond,
      Long costCyclesPerPacket,
      String inputOf) {}

  /**
   * The router's right.
   *
   * @param figuresAgeSeconds how long ago the status was written
   * @param division how the pool's cores are divided down to the router, in sentences
   */
  public record EntitlementShown(
      String entitledCores, String receivedCores, Long figuresAgeSeconds, List<String> division) {

    public EntitlementShown {
      division = List.copyOf(division);
    }
  }

  /**
   * The router's pool.
   *
   * @param ready status of its condition Ready
   * @param message of that condition
   * @param rebalance what rebalancing said last; null when it has not looked yet
   * @param lastPlan the last plan that changed something, or that waits; null when there was none
   */
  public record PoolShown(
      String ready, String reason, String message, RebalanceShown rebalance, PlanShown lastPlan) {}

  /** What holds moves back, and since when. */
  public record RebalanceShown(String verdict, String message, Long ageSeconds) {}

  /** A plan of the pool. */
  public record PlanShown(String reason, String message, Long ageSeconds, Integer moves) {}

  /** An Event about the router. */
  public record EventShown(String type, String reason, String message, Long ageSeconds) {}
}
