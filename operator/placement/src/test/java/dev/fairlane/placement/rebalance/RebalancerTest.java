package dev.fairlane.placement.rebalance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fairlane.placement.Tenant;
import dev.fairlane.placement.assign.WorkerSlot;
import dev.fairlane.placement.estimate.PathName;
import dev.fairlane.placement.estimate.PathWindow;
import dev.fairlane.placement.estimate.Window;
import dev.fairlane.placement.verdict.Cause;
import dev.fairlane.placement.verdict.Mode;
import dev.fairlane.placement.verdict.Policy;
import dev.fairlane.placement.verdict.VerdictKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RebalancerTest {

  private static final PathName A = new PathName("a", "p");
  private static final PathName B = new PathName("b", "p");

  /** Both on worker 0 of two. */
  private static final Pool CROWDED = pool(List.of(running(A, 0, false), running(B, 0, false)), 1);

  private static final Pool PINNED = pool(List.of(running(A, 0, false), running(B, 0, true)), 1);

  private static final Move APART = new Move(A, "east", 0, 1);

  @Test
  void twoBackloggedRoutersOnOneWorkerArePartedAtTheNextTick() {
    Decision decision = decide(Policy.DEFAULT, CROWDED, 0, backlogged(), Memory.NEW);

    assertThat(decision.verdict().kind()).isEqualTo(VerdictKind.MOVE);
    assertThat(decision.cause()).isEqualTo(Cause.SET_UP);
    assertThat(decision.moves()).containsExactly(APART);
    assertThat(decision.present().shortfallCores()).isCloseTo(0.5, within(1e-9));
    assertThat(decision.planned().shortfallCores()).isZero();
    assertThat(decision.present().loadCores()).containsExactly(1.0, 0.0);
    assertThat(decision.dueCores()).containsOnlyKeys("a", "b").containsEntry("a", 1.0);
    assertThat(decision.unknown()).isEmpty();
    assertThat(decision.memory().movedAtSeconds()).hasValue(0);
  }

  @Test
  void whatFitsStaysAndNoPlanIsLookedFor() {
    Decision decision = decide(Policy.DEFAULT, CROWDED, 0, busy(0.3), Memory.NEW);

    assertThat(decision.verdict().kind()).isEqualTo(VerdictKind.WITHIN_THRESHOLD);
    assertThat(decision.moves()).isEmpty();
    assertThat(decision.present()).isEqualTo(decision.planned());
  }

  @Test
  void pathsWithoutAWindowAreNamedAndCountWithTheirShare() {
    Decision decision =
        decide(Policy.DEFAULT, CROWDED, 0, Map.of(A, window(0.2, false)), Memory.NEW);

    assertThat(decision.unknown()).containsExactly(B);
    assertThat(decision.dueCores()).containsEntry("b", 1.0);
  }

  @Test
  void nothingMovesBeforeADemandIsKnownOfEachForwarder() {
    Pool shares = pool(CROWDED.paths(), 0.8);

    Decision first = decide(Policy.DEFAULT, shares, 0, Map.of(), Memory.NEW);

    assertThat(first.present().shortfallCores()).isGreaterThan(0.2);
    assertThat(first.verdict().kind()).isEqualTo(VerdictKind.NOT_READY);
    assertThat(first.verdict().message()).isEqualTo("no demand is known yet of the paths of east");
    assertThat(decide(Policy.DEFAULT, shares, 10, backlogged(), first.memory()).moves())
        .containsExactly(APART);
  }

  @Test
  void whatWasRecommendedMovesWhenThatPlanIsApproved() {
    Policy recommend = new Policy(Mode.RECOMMEND, 30, 0.03, false);
    Decision shown = decide(recommend, CROWDED, 0, backlogged(), Memory.NEW);
    assertThat(shown.verdict().kind()).isEqualTo(VerdictKind.RECOMMEND);
    assertThat(shown.acts()).isFalse();
    assertThat(shown.planId()).matches("[0-9a-f]{10}");
    assertThat(Decision.planId(List.of(new Move(A, "west", 0, 1)))).isNotEqualTo(shown.planId());

    Tick other = approving(10, Decision.planId(List.of(new Move(B, "east", 0, 1))));
    Tick approved = approving(10, shown.planId());
    assertThat(Rebalancer.tick(recommend, CROWDED, other, shown.memory()).acts()).isFalse();
    assertThat(Rebalancer.tick(recommend, CROWDED, approved, shown.memory()).acts()).isTrue();
  }

  @Test
  void theMoveBudgetIsForTheWholePlan() {
    Tick none = new Tick(0, windows(backlogged()), List.of(), 0, 0, true, "");

    Decision decision = Rebalancer.tick(Policy.DEFAULT, CROWDED, none, Memory.NEW);

    assertThat(decision.verdict().kind()).isEqualTo(VerdictKind.NO_IMPROVEMENT);
    assertThat(decision.moves()).isEmpty();
  }

  @Test
  void aPinnedPathStaysAndTheOtherMoves() {
    Pool other = pool(List.of(running(A, 0, true), running(B, 0, false)), 1);

    assertThat(decide(Policy.DEFAULT, other, 0, backlogged(), Memory.NEW).moves())
        .containsExactly(new Move(B, "east", 0, 1));
  }

  @Test
  void theCauseIsTheFirstOfThePapersThreeThatHolds() {
    Memory known = decide(Policy.DEFAULT, CROWDED, 0, busy(0.3), Memory.NEW).memory();
    assertThat(decide(Policy.DEFAULT, CROWDED, 10, busy(0.3), known).cause())
        .isEqualTo(Cause.DEMAND);

    Pool entitledAnew = pool(CROWDED.paths(), 0.5);
    assertThat(decide(Policy.DEFAULT, entitledAnew, 10, busy(0.3), known).cause())
        .isEqualTo(Cause.ENTITLEMENT);

    for (int tick = 1; tick < 20; tick++) {
      known = decide(Policy.DEFAULT, CROWDED, tick * 10L, busy(0.3), known).memory();
    }
    PathWindow dearer = new PathWindow(0.3, false, 1_000, OptionalDouble.of(900), 0);
    Decision third = null;
    for (int tick = 20; tick < 23; tick++) {
      third = decide(Policy.DEFAULT, CROWDED, tick * 10L, Map.of(A, dearer, B, dearer), known);
      known = third.memory();
    }
    assertThat(third.cause()).isEqualTo(Cause.COST);
  }

  @Test
  void aPathWhoseMoveDidNotBringWhatItPromisedIsPlannedAroundForHalfAnHourAndThenLonger() {
    Memory moved = decide(Policy.DEFAULT, CROWDED, 0, backlogged(), Memory.NEW).memory();
    // The path went back by itself: nothing changed.
    Decision early = decide(Policy.DEFAULT, CROWDED, 60, backlogged(), moved);
    assertThat(early.verdict().kind()).isEqualTo(VerdictKind.MOVE);

    Decision judged = decide(Policy.DEFAULT, CROWDED, 70, backlogged(), moved);
    assertThat(judged.moves()).containsExactly(new Move(B, "east", 0, 1));
    Memory blocked = decide(Policy.DEFAULT, PINNED, 70, backlogged(), moved).memory();
    Decision held = decide(Policy.DEFAULT, PINNED, 1_869, backlogged(), blocked);
    assertThat(held.verdict().kind()).isEqualTo(VerdictKind.INEFFECTIVE);
    assertThat(held.verdict().message()).endsWith("a/p");

    Decision again = decide(Policy.DEFAULT, PINNED, 1_870, backlogged(), blocked);
    assertThat(again.acts()).isTrue();
    Memory twice = decide(Policy.DEFAULT, PINNED, 1_940, backlogged(), again.memory()).memory();
    assertThat(decide(Policy.DEFAULT, PINNED, 5_539, backlogged(), twice).acts()).isFalse();
    assertThat(decide(Policy.DEFAULT, PINNED, 5_540, backlogged(), twice).acts()).isTrue();
  }

  @Test
  void aMoveThatKeptItsPromiseIsNotBlocked() {
    Memory moved = decide(Policy.DEFAULT, CROWDED, 0, backlogged(), Memory.NEW).memory();
    Pool apart = CROWDED.after(List.of(APART));

    Memory judged = decide(Policy.DEFAULT, apart, 70, backlogged(), moved).memory();

    assertThat(judged.blocks()).isEmpty();
    assertThat(judged.expectation()).isEmpty();
    Outcome outcome =
        decide(Policy.DEFAULT, apart, 70, backlogged(), moved).outcome().orElseThrow();
    assertThat(outcome.isBroken()).isFalse();
    assertThat(outcome.actual().shortfallCores()).isZero();
  }

  @Test
  void whatARouterCanHaveIsToldBesideWhatIsDueToIt() {
    Decision decision = decide(Policy.DEFAULT, CROWDED, 0, backlogged(), Memory.NEW);

    assertThat(decision.achievableCores()).containsEntry("a", 0.5).containsEntry("b", 0.5);
    assertThat(decision.outcome()).isEmpty();
  }

  @Test
  void nothingIsRememberedOfARouterThatGaveItsNameToAnother() {
    Memory known = decide(Policy.DEFAULT, CROWDED, 0, busy(0.3), Memory.NEW).memory();

    Memory next = known.withoutPathsOf(Set.of("a"));

    assertThat(next.estimates().paths()).containsOnlyKeys(B);
  }

  @Test
  void aRouterThatGaveItsNameAwayIsNotBlockedUnderIt() {
    Memory moved = decide(Policy.DEFAULT, CROWDED, 0, backlogged(), Memory.NEW).memory();
    Memory blocked = decide(Policy.DEFAULT, PINNED, 70, backlogged(), moved).memory();
    assertThat(blocked.blocks()).containsOnlyKeys(A);

    assertThat(blocked.withoutPathsOf(Set.of("b")).blocks()).containsOnlyKeys(A);
    assertThat(blocked.withoutPathsOf(Set.of("a")).blocks()).isEmpty();
  }

  @Test
  void aPlanIsNotJudgedBeforeItsTime() {
    Memory moved = decide(Policy.DEFAULT, CROWDED, 0, backlogged(), Memory.NEW).memory();

    assertThat(decide(Policy.DEFAULT, PINNED, 69, backlogged(), moved).outcome()).isEmpty();
    assertThat(decide(Policy.DEFAULT, PINNED, 70, backlogged(), moved).outcome()).isPresent();
  }

  @Test
  void anUnknownPathCountsWithItsPartOfTheShareAndOfTheCeiling() {
    PathName second = new PathName("a", "q");
    Pool two =
        new Pool(
            CROWDED.sites(),
            CROWDED.tenants(),
            List.of(
                new RouterRight("a", "t", 1, 0, OptionalDouble.of(0.6), 0, 0.5),
                CROWDED.routers().get(1)),
            List.of(running(A, 0, false), running(second, 1, false), running(B, 0, false)));

    Decision unknown = decide(Policy.DEFAULT, two, 0, Map.of(B, window(0.125, false)), Memory.NEW);
    assertThat(unknown.dueCores().get("a")).isCloseTo(0.5, within(1e-9));
    assertThat(unknown.present().loadCores().get(1)).isCloseTo(0.25, within(1e-9));
    Decision known = decide(Policy.DEFAULT, two, 0, Map.of(A, window(0.3, true)), Memory.NEW);
    assertThat(known.present().loadCores().get(0)).isCloseTo(1, within(1e-9));
    assertThat(known.dueCores().get("a")).isCloseTo(0.3 + 0.25, within(1e-9));
  }

  @Test
  void oneBudgetIsForAllForwarders() {
    PathName c = new PathName("c", "p");
    PathName d = new PathName("d", "p");
    Pool both =
        new Pool(
            List.of(
                CROWDED.sites().getFirst(),
                new Site("west", List.of(new WorkerSlot(0, "x"), new WorkerSlot(1, "x")))),
            CROWDED.tenants(),
            List.of(right("a", 1), right("b", 1), right("c", 1), right("d", 1)),
            List.of(
                running(A, 0, false),
                running(B, 0, false),
                new RunningPath(c, "west", 0, false),
                new RunningPath(d, "west", 0, false)));
    PathWindow half = window(0.5, true);
    List<Window> windows = windows(Map.of(A, half, B, half, c, half, d, half));

    assertThat(moves(both, windows, 2)).hasSize(2);
    assertThat(moves(both, windows, 1)).isEmpty();
  }

  private static List<Move> moves(Pool pool, List<Window> windows, int budget) {
    Tick tick = new Tick(0, windows, List.of(), 0, budget, true, "");
    Decision decision = Rebalancer.tick(Policy.DEFAULT, pool, tick, Memory.NEW);
    return decision.acts() ? decision.moves() : List.of();
  }

  @Test
  void aPlanKeepsEachPathOnItsForwarder() {
    Site west = new Site("west", List.of(new WorkerSlot(0, "x")));
    Pool two =
        new Pool(
            List.of(west, CROWDED.sites().getFirst()),
            CROWDED.tenants(),
            CROWDED.routers(),
            CROWDED.paths());

    assertThat(decide(Policy.DEFAULT, two, 0, backlogged(), Memory.NEW).moves())
        .containsExactly(APART);
  }

  @Test
  void aForwarderWithoutPathsDoesNotHinderThePlanOfAnother() {
    Site empty = new Site("west", List.of(new WorkerSlot(0, "x"), new WorkerSlot(1, "x")));
    Pool two =
        new Pool(
            List.of(empty, CROWDED.sites().getFirst()),
            CROWDED.tenants(),
            CROWDED.routers(),
            CROWDED.paths());

    assertThat(decide(Policy.DEFAULT, two, 0, backlogged(), Memory.NEW).moves())
        .containsExactly(APART);
  }

  @Test
  void aCeilingIsNeitherDueNorDemanded() {
    Pool limited =
        new Pool(
            CROWDED.sites(),
            CROWDED.tenants(),
            List.of(
                new RouterRight("a", "t", 1, 0, OptionalDouble.of(0.25), 0, 0.25),
                CROWDED.routers().get(1)),
            CROWDED.paths());

    Decision decision = decide(Policy.DEFAULT, limited, 0, backlogged(), Memory.NEW);

    assertThat(decision.dueCores()).containsEntry("a", 0.25).containsEntry("b", 1.0);
  }

  private static Decision decide(
      Policy policy, Pool pool, long now, Map<PathName, PathWindow> paths, Memory before) {
    Tick tick = new Tick(now, windows(paths), List.of(), 0, Integer.MAX_VALUE, true, "");
    return Rebalancer.tick(policy, pool, tick, before);
  }

  private static Tick approving(long now, String plan) {
    return new Tick(now, windows(backlogged()), List.of(), 0, Integer.MAX_VALUE, true, plan);
  }

  private static List<Window> windows(Map<PathName, PathWindow> paths) {
    return List.of(new Window(10, Map.of(), paths, List.of()));
  }

  private static Map<PathName, PathWindow> backlogged() {
    return both(window(0.5, true));
  }

  private static Map<PathName, PathWindow> busy(double cores) {
    return both(window(cores, false));
  }

  private static Map<PathName, PathWindow> both(PathWindow window) {
    return new HashMap<>(Map.of(A, window, B, window));
  }

  private static PathWindow window(double cores, boolean backlogged) {
    return new PathWindow(cores, backlogged, 1_000, OptionalDouble.of(500), 0);
  }

  private static RunningPath running(PathName name, int worker, boolean fixed) {
    return new RunningPath(name, "east", worker, fixed);
  }

  private static Pool pool(List<RunningPath> paths, double entitled) {
    return new Pool(
        List.of(new Site("east", List.of(new WorkerSlot(1, "x"), new WorkerSlot(0, "x")))),
        List.of(new Tenant("t", 1)),
        List.of(right("a", entitled), right("b", entitled)),
        paths);
  }

  private static RouterRight right(String router, double entitled) {
    return new RouterRight(router, "t", 1, 0, OptionalDouble.empty(), 0, entitled);
  }
}
