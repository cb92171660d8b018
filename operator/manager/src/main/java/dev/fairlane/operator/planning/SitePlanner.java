package dev.fairlane.operator.planning;

import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.operator.decide.Admission;
import dev.fairlane.operator.decide.DomUSite;
import dev.fairlane.operator.decide.Evaluation;
import dev.fairlane.operator.decide.Plan;
import dev.fairlane.operator.decide.Planner;
import dev.fairlane.operator.model.Fact;
import dev.fairlane.operator.model.ObservedForwarder;
import dev.fairlane.operator.model.PodTrouble;
import dev.fairlane.operator.model.PoolSnapshot;
import dev.fairlane.operator.model.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Plans the routers of the pool's own forwarders together, and each router with a forwarder for
 * itself alone: neither takes anything from the other. Pure.
 */
public final class SitePlanner implements Planner {

  private final Planner shared;
  private final OwnPlanner own = new OwnPlanner();

  /**
   * @param shared plans the routers that share forwarders
   */
  public SitePlanner(Planner shared) {
    this.shared = shared;
  }

  @Override
  public Plan plan(Evaluation evaluation) {
    PoolSnapshot snapshot = evaluation.snapshot();
    List<RouterSite> sites =
        evaluation.placeable().stream().map(each -> RouterSite.of(each, snapshot)).toList();
    Draft draft = new Draft(shared.plan(sharedPart(evaluation, sites)), snapshot);
    for (RouterSite site : sites) {
      switch (site.step()) {
        case IN_DOM0 -> {}
        case LEAVING_DOMU -> leaveDomU(draft, evaluation, site);
        case AWAITING_DOMU -> draft.isWithoutPlace(site, awaited(site));
        case LEAVING_DOM0 -> {
          draft.entitle(own.plan(evaluation, site));
          draft.isWithoutPlace(site, handingOver(site));
        }
        case IN_DOMU -> draft.runs(site, own.plan(evaluation, site));
      }
    }
    List<DomUSite> wanted =
        DomUSites.of(sites.stream().filter(RouterSite::isDomU).toList(), snapshot);
    return draft.plan(wanted);
  }

  /** The pool's own forwarders, and the routers that share them or are to. */
  static Evaluation sharedPart(Evaluation evaluation) {
    return sharedPart(
        evaluation,
        evaluation.placeable().stream()
            .map(each -> RouterSite.of(each, evaluation.snapshot()))
            .toList());
  }

  private static Evaluation sharedPart(Evaluation evaluation, List<RouterSite> sites) {
    List<Admission> admissions =
        sites.stream().filter(RouterSite::isShared).map(RouterSite::admission).toList();
    return new Evaluation(evaluation.snapshot().with(evaluation.snapshot().dom0s()), admissions);
  }

  /** It stays in its own forwarder as long as no other has room for it. */
  private void leaveDomU(Draft draft, Evaluation evaluation, RouterSite site) {
    if (draft.isUnplaced(site)) {
      draft.staysIn(own.plan(evaluation, site));
    } else {
      draft.isNotYetShared(site, handingOver(site));
    }
  }

  private static Fact awaited(RouterSite site) {
    return site.own()
        .map(own -> PodTrouble.of(own.resource()))
        .orElseGet(
            () -> Fact.no(Reason.FORWARDER_NOT_READY, "The router's own forwarder is to be made."));
  }

  private static Fact handingOver(RouterSite site) {
    return Fact.no(
        Reason.HANDING_OVER,
        "The router goes to %s as soon as the former forwarder has left it."
            .formatted(
                site.isDomU()
                    ? site.own().map(ObservedForwarder::name).orElse("its own forwarder")
                    : "the pool's forwarders"));
  }

  /** The plan in the making; it never leaves this class. */
  private static final class Draft {

    private final Plan shared;
    private final Map<String, List<AssignedRouter>> routers;
    private final Map<String, Fact> unplaced;
    private final Map<String, Double> entitledCores;
    private int moves;

    Draft(Plan shared, PoolSnapshot snapshot) {
      this.shared = shared;
      this.routers = new HashMap<>(shared.routers());
      this.unplaced = new HashMap<>(shared.unplaced());
      this.entitledCores = new HashMap<>(shared.entitledCores());
      this.moves = shared.moves();
      snapshot.domUs().forEach(each -> routers.put(each.name(), List.of()));
    }

    boolean isUnplaced(RouterSite site) {
      return shared.unplaced().containsKey(site.admission().uid());
    }

    void isWithoutPlace(RouterSite site, Fact why) {
      unplaced.put(site.admission().uid(), why);
    }

    void isNotYetShared(RouterSite site, Fact why) {
      String uid = site.admission().uid();
      routers.replaceAll(
          (forwarder, all) -> all.stream().filter(each -> !each.uid().equals(uid)).toList());
      isWithoutPlace(site, why);
    }

    void entitle(Plan alone) {
      entitledCores.putAll(alone.entitledCores());
    }

    void staysIn(Plan alone) {
      entitle(alone);
      routers.putAll(alone.routers());
    }

    void runs(RouterSite site, Plan alone) {
      staysIn(alone);
      moves += alone.moves();
      if (alone.unplaced().containsKey(site.admission().uid())) {
        isWithoutPlace(site, PodTrouble.of(site.own().orElseThrow().resource()));
      }
    }

    Plan plan(List<DomUSite> domUs) {
      return new Plan(routers, unplaced, entitledCores, moves, shared.refusedFloors(), domUs);
    }
  }
}
