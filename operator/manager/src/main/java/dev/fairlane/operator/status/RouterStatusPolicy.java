package dev.fairlane.operator.status;

import dev.fairlane.api.v1alpha1.EntitlementStatus;
import dev.fairlane.api.v1alpha1.PathStatus;
import dev.fairlane.api.v1alpha1.VirtualRouterStatus;
import dev.fairlane.operator.model.Fact;
import dev.fairlane.operator.model.Reason;
import dev.fairlane.operator.model.RouterOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides what of an outcome is written to a router's status, and when. Facts (conditions,
 * placement) at once; figures (rates, costs, received cores, EntitlementMet) when they changed
 * enough, and at most once in 30 s. Pure.
 */
public final class RouterStatusPolicy {

  public static final Duration FIGURES_INTERVAL = Duration.ofSeconds(30);

  private static final VirtualRouterStatus EMPTY =
      new VirtualRouterStatus(null, null, null, null, null, null, null, null, null, null);

  private RouterStatusPolicy() {}

  /**
   * What to do now.
   *
   * @param write the status to write, if any
   * @param withFigures whether it carries new figures
   * @param lookAgain when figures that are held back may be written
   */
  public record Decision(
      Optional<VirtualRouterStatus> write, boolean withFigures, Optional<Instant> lookAgain) {}

  /**
   * @param previous the status that the object shows, null for none
   * @param lastFigures when figures were last written, EPOCH for never
   */
  public static Decision decide(
      VirtualRouterStatus previous, RouterOutcome outcome, Instant lastFigures, Instant now) {
    VirtualRouterStatus shown = previous == null ? EMPTY : previous;
    Instant figuresDue = lastFigures.plus(FIGURES_INTERVAL);
    boolean mayWriteFigures = !now.isBefore(figuresDue) || isFirst(shown, outcome.shown());
    boolean figuresChanged = RouterFigureChange.isWorthWriting(shown, outcome);
    boolean withFigures = figuresChanged && mayWriteFigures;
    Optional<Instant> lookAgain =
        figuresChanged && !mayWriteFigures ? Optional.of(figuresDue) : Optional.empty();
    VirtualRouterStatus next = status(shown, outcome, withFigures || previous == null, now);
    boolean write = withFigures || !next.equals(shown);
    return new Decision(write ? Optional.of(next) : Optional.empty(), withFigures, lookAgain);
  }

  /**
   * The first report, the first packets and the first demands show at once: whoever set the router
   * up is waiting for them.
   */
  private static boolean isFirst(VirtualRouterStatus shown, VirtualRouterStatus fresh) {
    return shown.packetsPerSecond() == null && fresh.packetsPerSecond() != null
        || shown.costCyclesPerPacket() == null && fresh.costCyclesPerPacket() != null
        || due(shown) == null && due(fresh) != null;
  }

  private static String due(VirtualRouterStatus status) {
    return status.entitlement() == null ? null : status.entitlement().dueCores();
  }

  private static VirtualRouterStatus status(
      VirtualRouterStatus shown, RouterOutcome outcome, boolean withFigures, Instant now) {
    VirtualRouterStatus fresh = outcome.shown();
    VirtualRouterStatus figures = withFigures ? fresh : shown;
    return new VirtualRouterStatus(
        outcome.generation(),
        ConditionList.merge(
            shown.conditions(), facts(shown, outcome, withFigures), outcome.generation(), now),
        fresh.node(),
        fresh.forwarder(),
        fresh.interfaces(),
        entitlement(fresh, figures),
        fresh.paths().stream()
            .map(path -> withFigures ? path : withFiguresOf(path, shown.paths()))
            .toList(),
        fresh.cores(),
        figures.packetsPerSecond(),
        figures.costCyclesPerPacket(),
        fresh.lastChange() == null ? shown.lastChange() : fresh.lastChange());
  }

  private static Map<ConditionType, Fact> facts(
      VirtualRouterStatus shown, RouterOutcome outcome, boolean withFigures) {
    Map<ConditionType, Fact> facts = new LinkedHashMap<>();
    facts.put(ConditionType.ACCEPTED, outcome.accepted());
    facts.put(ConditionType.PLACED, outcome.placed());
    facts.put(ConditionType.READY, outcome.ready());
    facts.put(ConditionType.ENTITLEMENT_MET, entitlementMet(shown, outcome, withFigures));
    return facts;
  }

  /** That a guarantee cannot be honoured follows from specs alone: it is no figure. */
  private static Fact entitlementMet(
      VirtualRouterStatus shown, RouterOutcome outcome, boolean withFigures) {
    Fact fresh = outcome.entitlementMet();
    boolean atOnce = withFigures || fresh.reason() == Reason.FLOOR_UNAVAILABLE;
    return atOnce
        ? fresh
        : RouterFigureChange.shownEntitlementMet(shown)
            .filter(fact -> fact.reason() != Reason.FLOOR_UNAVAILABLE)
            .orElse(fresh);
  }

  private static EntitlementStatus entitlement(
      VirtualRouterStatus fresh, VirtualRouterStatus figures) {
    if (fresh.entitlement() == null) {
      return null;
    }
    EntitlementStatus of =
        figures.entitlement() == null ? fresh.entitlement() : figures.entitlement();
    return new EntitlementStatus(
        fresh.entitlement().entitledCores(),
        of.dueCores(),
        of.achievableCores(),
        of.receivedCores());
  }

  private static PathStatus withFiguresOf(PathStatus place, List<PathStatus> shown) {
    return shown.stream()
        .filter(path -> path.name().equals(place.name()))
        .findFirst()
        .map(
            path ->
                new PathStatus(
                    place.name(),
                    place.core(),
                    place.worker(),
                    path.costCyclesPerPacket(),
                    path.packetsPerSecond(),
                    path.dropsPerSecond(),
                    place.state(),
                    place.joined()))
        .orElse(place);
  }
}
