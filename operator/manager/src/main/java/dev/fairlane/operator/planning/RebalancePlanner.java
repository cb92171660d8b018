package dev.fairlane.operator.planning;

import dev.fairlane.api.rebalance.MaintenanceWindows;
import dev.fairlane.api.rebalance.PlanApproval;
import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.api.v1alpha1.Rebalance;
import dev.fairlane.operator.decide.Evaluation;
import dev.fairlane.operator.decide.Plan;
import dev.fairlane.operator.decide.RebalanceDecision;
import dev.fairlane.operator.model.ObservedForwarder;
import dev.fairlane.operator.model.PoolForecast;
import dev.fairlane.operator.model.PoolSnapshot;
import dev.fairlane.operator.model.Relocation;
import dev.fairlane.placement.PlacementInput;
import dev.fairlane.placement.RouterRequest;
import dev.fairlane.placement.estimate.Reading;
import dev.fairlane.placement.estimate.Window;
import dev.fairlane.placement.rebalance.Decision;
import dev.fairlane.placement.rebalance.Move;
import dev.fairlane.placement.rebalance.Outcome;
import dev.fairlane.placement.rebalance.Pool;
import dev.fairlane.placement.rebalance.Rebalancer;
import dev.fairlane.placement.rebalance.Site;
import dev.fairlane.placement.rebalance.Tick;
import dev.fairlane.placement.verdict.Forecast;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One tick of rebalancing of the forwarders that a pool's routers share: from the reports to the
 * moves. A router with a forwarder of its own has nobody to share it with. Pure: what has to be
 * remembered goes in and comes out.
 */
public final class RebalancePlanner {

  private final Evaluation evaluation;
  private final Plan plan;
  private final RebalanceState before;
  private final long nowSeconds;
  private final PlacementInput input;
  private final Map<String, String> uids;
  private final Map<String, RouterProgram> programs;
  private final Set<String> changed;

  private RebalancePlanner(
      Evaluation evaluation, Plan plan, RebalanceState before, long nowSeconds) {
    this.evaluation = SitePlanner.sharedPart(evaluation);
    this.plan = plan;
    this.before = before;
    this.nowSeconds = nowSeconds;
    this.input = PlacementInputFactory.input(this.evaluation, List.of());
    this.uids =
        input.routers().stream().collect(Collectors.toMap(RouterRequest::name, RouterRequest::uid));
    this.programs = RouterProgram.applied(evaluation, before.programs());
    this.changed = changed(before.programs(), programs);
  }

  /**
   * @param plan the present plan, which places nothing anew
   * @param nowSeconds of any clock that only goes forward; a tick is 10 s
   */
  public static RebalanceStep step(
      Evaluation evaluation, Plan plan, RebalanceState before, long nowSeconds) {
    return new RebalancePlanner(evaluation, plan, before, nowSeconds).step();
  }

  private RebalanceStep step() {
    PoolSnapshot snapshot = evaluation.snapshot();
    Rebalance rebalance = RebalancePolicies.of(snapshot.pool().getSpec());
    List<Site> sites = RebalancePools.sites(evaluation, input);
    PathPlaces places = new PathPlaces(snapshot.forwarders(), sites, before, nowSeconds);
    Pool pool = RebalancePools.pool(evaluation, input, plan, sites, places.running());
    Map<String, Reading> readings = ReportReadings.next(before.readings(), snapshot.forwarders());
    Tick tick =
        new Tick(
            nowSeconds,
            windows(readings),
            staleForwarders(snapshot),
            places.onTheirWay(),
            rebalance.moveBudget(),
            MaintenanceWindows.isOpen(rebalance.windows(), snapshot.time()),
            PlanApproval.of(snapshot.pool()));
    Decision decided =
        Rebalancer.tick(
            RebalancePolicies.policy(rebalance),
            pool,
            tick,
            before.memory().withoutPathsOf(changed));
    RebalanceDecision decision = decision(decided, places.unreached());
    Plan moved = decision.acts() ? moved(decision.moves()) : plan;
    RebalanceState next =
        new RebalanceState(nowSeconds, decided.memory(), readings, programs, places.away());
    return new RebalanceStep(decision, moved, next);
  }

  /** The present plan with the moves; what has no place in it is given none here. */
  private Plan moved(List<Relocation> moves) {
    Map<String, List<AssignedRouter>> routers = new HashMap<>(plan.routers());
    PlacementPlanner.plan(evaluation, moves)
        .routers()
        .forEach(
            (forwarder, all) -> {
              Set<String> present =
                  plan.routers().getOrDefault(forwarder, List.of()).stream()
                      .map(AssignedRouter::uid)
                      .collect(Collectors.toSet());
              routers.put(
                  forwarder,
                  all.stream().filter(router -> present.contains(router.uid())).toList());
            });
    return new Plan(
        routers,
        plan.unplaced(),
        plan.entitledCores(),
        moves.size(),
        plan.refusedFloors(),
        plan.domUs());
  }

  /** The routers that do something else than at the last tick. */
  private static Set<String> changed(
      Map<String, RouterProgram> before, Map<String, RouterProgram> now) {
    Set<String> changed = new HashSet<>();
    now.forEach(
        (name, program) -> {
          if (before.containsKey(name) && !before.get(name).equals(program)) {
            changed.add(name);
          }
        });
    return changed;
  }

  /** What happened since the last tick; of a router that changed in between it tells nothing. */
  private List<Window> windows(Map<String, Reading> readings) {
    return ReportReadings.windows(before.readings(), readings).stream()
        .map(window -> window.withoutPathsOf(changed))
        .toList();
  }

  /** One that runs nothing holds nobody up. */
  private static List<String> staleForwarders(PoolSnapshot snapshot) {
    return snapshot.forwarders().stream()
        .filter(forwarder -> !forwarder.fresh() && !forwarder.routers().isEmpty())
        .map(ObservedForwarder::name)
        .toList();
  }

  private RebalanceDecision decision(Decision decided, List<Relocation> unreached) {
    return new RebalanceDecision(
        RebalancePolicies.reason(decided.verdict().kind()),
        sentence(decided.verdict().message()),
        RebalancePolicies.text(decided.cause()),
        decided.planId(),
        decided.moves().stream().map(this::relocation).toList(),
        forecast(decided.present()),
        forecast(decided.planned()),
        byUid(decided.dueCores(), decided),
        byUid(decided.achievableCores(), decided),
        decided.outcome().map(outcome -> forecast(outcome.actual())),
        decided.outcome().filter(Outcome::isBroken).isPresent(),
        decided.memory().expectation().isPresent(),
        unreached);
  }

  private Relocation relocation(Move move) {
    String router = move.path().router();
    return new Relocation(
        uids.get(router), router, move.path().path(), move.forwarder(), move.from(), move.to());
  }

  /** Without the routers whose demand is not known: what they are taken to want is a guess. */
  private Map<String, Double> byUid(Map<String, Double> byName, Decision decided) {
    Map<String, Double> byUid = new HashMap<>();
    byName.forEach((name, value) -> byUid.put(uids.get(name), value));
    decided.unknown().forEach(path -> byUid.remove(uids.get(path.router())));
    return byUid;
  }

  private static PoolForecast forecast(Forecast forecast) {
    double load = forecast.loadCores().stream().mapToDouble(Double::doubleValue).max().orElse(0);
    return new PoolForecast(forecast.shortfallCores(), load);
  }

  /** As all messages in status: a capital letter and a full stop. */
  private static String sentence(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
  }
}
