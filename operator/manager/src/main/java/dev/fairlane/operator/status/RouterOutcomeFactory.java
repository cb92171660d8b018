package dev.fairlane.operator.status;

import dev.fairlane.api.v1alpha1.VirtualRouter;
import dev.fairlane.api.v1alpha1.VirtualRouterStatus;
import dev.fairlane.operator.configuration.ConfiguredForwarder;
import dev.fairlane.operator.configuration.ProblemPath;
import dev.fairlane.operator.configuration.Refusal;
import dev.fairlane.operator.control.Problem;
import dev.fairlane.operator.control.Report;
import dev.fairlane.operator.decide.Admission;
import dev.fairlane.operator.decide.Plan;
import dev.fairlane.operator.decide.RebalanceDecision;
import dev.fairlane.operator.model.CoreRights;
import dev.fairlane.operator.model.Fact;
import dev.fairlane.operator.model.ObservedForwarder;
import dev.fairlane.operator.model.Reason;
import dev.fairlane.operator.model.RouterOutcome;
import dev.fairlane.operator.model.RouterVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a turn of the cycle found about one router. Pure. */
public final class RouterOutcomeFactory {

  private final Plan plan;
  private final String undecided;
  private final PlacementHistory history;
  private final Optional<RebalanceDecision> tick;

  /**
   * @param tick what the last tick of rebalancing found; nothing before the first
   * @param undecided why routers without a place have none when the plan does not say it; a
   *     sentence
   * @param history how routers came to where they are
   */
  public RouterOutcomeFactory(
      Plan plan, Optional<RebalanceDecision> tick, String undecided, PlacementHistory history) {
    this.plan = plan;
    this.tick = tick;
    this.undecided = undecided;
    this.history = history;
  }

  /**
   * @param wanted the state in which the router is wanted
   * @param home the forwarder to which the router is assigned
   */
  public RouterOutcome outcome(
      Admission admission, RouterVersion wanted, Optional<ConfiguredForwarder> home) {
    VirtualRouter router = admission.router();
    Optional<Refusal> refusal = home.flatMap(each -> each.refusals().of(admission.uid(), wanted));
    Fact accepted = refusal.map(RouterOutcomeFactory::refused).orElse(admission.accepted());
    Fact placed = placed(admission, home);
    Fact ready =
        home.map(each -> ready(admission, wanted, each.forwarder(), refusal))
            .orElseGet(
                () -> Fact.no(Reason.NOT_PLACED, "The router has no place: " + placed.message()));
    double entitled = plan.entitledCores().getOrDefault(admission.uid(), 0.0);
    OptionalDouble due = ofTick(RebalanceDecision::dueCores, admission);
    VirtualRouterStatus shown =
        RouterShown.of(
                admission,
                new CoreRights(
                    entitled, due, ofTick(RebalanceDecision::achievableCores, admission)),
                home.map(ConfiguredForwarder::forwarder))
            .with(history.lastChange(admission.uid()).orElse(null));
    return new RouterOutcome(
        router.getMetadata().getNamespace(),
        router.getMetadata().getName(),
        admission.uid(),
        wanted.generation(),
        accepted,
        placed,
        ready,
        entitlementMet(admission, due.orElse(entitled), home),
        shown);
  }

  private Fact entitlementMet(
      Admission admission, double dueCores, Optional<ConfiguredForwarder> home) {
    return Optional.ofNullable(plan.refusedFloors().get(admission.uid()))
        .orElseGet(
            () ->
                EntitlementJudge.judge(
                    admission.uid(), dueCores, home.map(ConfiguredForwarder::forwarder)));
  }

  private OptionalDouble ofTick(
      Function<RebalanceDecision, Map<String, Double>> figure, Admission admission) {
    return tick.map(figure)
        .map(byUid -> byUid.get(admission.uid()))
        .map(OptionalDouble::of)
        .orElse(OptionalDouble.empty());
  }

  private Fact placed(Admission admission, Optional<ConfiguredForwarder> home) {
    Fact elsewhere = plan.unplaced().get(admission.uid());
    if (home.isPresent() && elsewhere != null) {
      return new Fact(
          elsewhere.truth(),
          elsewhere.reason(),
          "The router still runs in the forwarder %s. %s"
              .formatted(home.get().forwarder().name(), elsewhere.message()));
    }
    if (home.isPresent()) {
      ObservedForwarder forwarder = home.get().forwarder();
      return Fact.yes(
          Reason.PLACED,
          "The router runs in the forwarder %s on the node %s."
              .formatted(forwarder.name(), forwarder.nodeName()));
    }
    if (!admission.accepted().holds()) {
      return Fact.no(Reason.NOT_ACCEPTED, admission.accepted().message());
    }
    return Optional.ofNullable(plan.unplaced().get(admission.uid()))
        .orElseGet(() -> Fact.no(Reason.NO_FORWARDER, undecided));
  }

  private static Fact ready(
      Admission admission,
      RouterVersion wanted,
      ObservedForwarder forwarder,
      Optional<Refusal> refusal) {
    VirtualRouter router = admission.router();
    if (admission.accepted().reason() == Reason.GRAPH_REFUSED) {
      return Fact.no(Reason.GRAPH_REFUSED, "The graph is refused; the former one goes on.");
    }
    if (admission.kept().isPresent()) {
      return Fact.no(
          admission.accepted().reason(),
          "The present spec is not accepted; the router goes on as it was.");
    }
    if (refusal.isPresent()) {
      return Fact.no(
          Reason.CONFIG_REFUSED,
          forwarder.reported(router.getMetadata().getUid()).isPresent()
              ? "The forwarder refused the configuration; the former one goes on."
              : "The forwarder refused the configuration.");
    }
    if (forwarder.report().isEmpty()) {
      return Fact.no(
          Reason.FORWARDER_NOT_READY,
          "The forwarder %s has not reported yet.".formatted(forwarder.name()));
    }
    if (!forwarder.fresh()) {
      return Fact.unknown(
          Reason.FORWARDER_UNREACHABLE,
          "The forwarder %s does not answer; what it forwards goes on without the operator."
              .formatted(forwarder.name()));
    }
    Optional<Report.Router> applied =
        forwarder
            .reported(router.getMetadata().getUid())
            .filter(reported -> RouterVersion.of(reported).equals(wanted));
    List<Report.Path> quarantined = applied.map(Report.Router::quarantined).orElse(List.of());
    if (!quarantined.isEmpty()) {
      return QuarantineStory.fact(quarantined);
    }
    List<Report.Interface> down = applied.map(Report.Router::down).orElse(List.of());
    if (!down.isEmpty()) {
      return InterfaceDown.fact(forwarder, down);
    }
    return applied.filter(Report.Router::forwards).isPresent()
        ? Fact.yes(Reason.FORWARDING, "Every path forwards.")
        : Fact.no(
            Reason.CONFIGURING,
            "The forwarder %s is taking the configuration.".formatted(forwarder.name()));
  }

  private static Fact refused(Refusal refusal) {
    return Fact.no(
        Reason.CONFIG_REFUSED,
        refusal.problems().stream()
            .map(problem -> field(problem, refusal) + ": " + problem.reason())
            .collect(Collectors.joining("; ")));
  }

  private static String field(Problem problem, Refusal refusal) {
    return ProblemPath.toSpecField(problem.path(), refusal.entry().forwarding());
  }
}
