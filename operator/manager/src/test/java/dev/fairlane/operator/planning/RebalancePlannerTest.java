package dev.fairlane.operator.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlane.api.v1alpha1.AssignedPath;
import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.api.v1alpha1.Rebalance;
import dev.fairlane.api.v1alpha1.RebalanceMode;
import dev.fairlane.operator.decide.Plan;
import dev.fairlane.operator.decide.RebalanceDecision;
import dev.fairlane.operator.model.Reason;
import dev.fairlane.operator.model.Relocation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two routers, whose left paths run on worker 0 and whose right paths on worker 1. */
class RebalancePlannerTest {

  private static final Relocation APART =
      new Relocation("a-uid", "tenant-a/a", "left", "edge-a", 0, 1);

  private final RebalanceRig rig = new RebalanceRig();

  @Test
  void aNewLeaderMovesNothingBeforeItsSecondLook() {
    rig.runs("a", "left", 0.5, true).runs("b", "left", 0.5, true);

    RebalanceDecision first = rig.step().decision();

    assertThat(first.reason()).isEqualTo(Reason.NOT_READY);
    assertThat(first.message()).isEqualTo("No demand is known yet of the paths of edge-a.");
    assertThat(first.moves()).isEmpty();
    assertThat(first.dueCores()).isEmpty();
    rig.runs("a", "left", 0.5, true).runs("b", "left", 0.5, true);
    assertThat(rig.step().decision().moves()).containsExactly(APART);
  }

  @Test
  void partsTwoPathsThatWantMoreThanTheirWorkerHas() {
    rig.step();
    rig.runs("a", "left", 0.5, true).runs("b", "left", 0.5, true);

    RebalanceStep step = rig.step();

    assertThat(step.decision().reason()).isEqualTo(Reason.MOVE);
    assertThat(step.decision().moves()).containsExactly(APART);
    assertThat(step.decision().present().largestShortfallCores()).isGreaterThan(0.4);
    assertThat(step.decision().predicted().largestShortfallCores()).isZero();
    assertThat(step.decision().dueCores()).containsEntry("a-uid", 1.0);
    assertThat(step.decision().achievableCores()).containsEntry("a-uid", 0.5);
  }

  @Test
  void givesAMovedPathItsShareOnTheOtherWorker() {
    rig.step();
    rig.runs("a", "left", 0.5, true).runs("b", "left", 0.5, true);

    AssignedRouter moved = routerOf(rig.step().moved(), "a");

    assertThat(moved.paths())
        .containsExactly(new AssignedPath("left", 1), new AssignedPath("right", 1));
    assertThat(moved.shares())
        .singleElement()
        .satisfies(
            share -> {
              assertThat(share.worker()).isEqualTo(1);
              assertThat(share.sharePpm()).isEqualTo(1_000_000);
            });
  }

  @Test
  void saysThatItIsOffAndStillTellsWhatIsDue() {
    rig.policy(mode(RebalanceMode.OFF));
    rig.step();
    rig.runs("a", "left", 0.5, true).runs("b", "left", 0.5, true);

    RebalanceDecision decision = rig.step().decision();

    assertThat(decision.reason()).isEqualTo(Reason.DISABLED);
    assertThat(decision.moves()).isEmpty();
    assertThat(decision.dueCores()).containsEntry("a-uid", 1.0);
  }

  @Test
  void realizesWhatWasRecommendedWhenThatIsApproved() {
    rig.policy(mode(RebalanceMode.RECOMMEND));
    rig.step();
    rig.runs("a", "left", 0.5, true).runs("b", "left", 0.5, true);
    RebalanceDecision shown = rig.step().decision();
    assertThat(shown.reason()).isEqualTo(Reason.RECOMMEND);
    assertThat(shown.holdsPlanBack()).isTrue();

    rig.approves("another");
    rig.runs("a", "left", 0.5, true).runs("b", "left", 0.5, true);
    assertThat(rig.step().decision().reason()).isEqualTo(Reason.RECOMMEND);

    rig.approves(shown.planId());
    rig.runs("a", "left", 0.5, true).runs("b", "left", 0.5, true);
    assertThat(rig.step().decision().acts()).isTrue();
  }

  @Test
  void waitsForAPathOnItsWayAndTellsOnceWhenItsTimeIsOver() {
    rig.step();
    rig.assigns("a", "left", 1);

    RebalanceDecision first = rig.step().decision();
    assertThat(first.reason()).isEqualTo(Reason.BUSY);
    assertThat(first.unreached()).isEmpty();
    rig.step();
    rig.step();
    RebalanceDecision late = rig.step().decision();
    assertThat(late.reason()).isNotEqualTo(Reason.BUSY);
    assertThat(late.unreached()).containsExactly(APART);
    assertThat(rig.step().decision().unreached()).isEmpty();
  }

  @Test
  void namesAForwarderThatIsSilent() {
    rig.silent();

    RebalanceDecision decision = rig.step().decision();

    assertThat(decision.reason()).isEqualTo(Reason.NOT_READY);
    assertThat(decision.message()).isEqualTo("No fresh report from edge-a.");
  }

  @Test
  void learnsNothingFromTheCountersOfANewBoot() {
    rig.step();
    rig.restarts();
    rig.runs("a", "left", 0.5, true).runs("b", "left", 0.5, true);

    assertThat(rig.step().decision().reason()).isEqualTo(Reason.NOT_READY);

    rig.runs("a", "left", 0.5, true).runs("b", "left", 0.5, true);
    assertThat(rig.step().decision().reason()).isEqualTo(Reason.MOVE);
  }

  @Test
  void believesTheFirstWholeWindowOfARouterThatDoesSomethingElse() {
    rig.step();
    // Neither is backlogged, and each uses nearly half of the worker.
    for (int tick = 0; tick < 3; tick++) {
      rig.runs("a", "left", 0.45, false).runs("b", "left", 0.45, false);
      assertThat(rig.step().decision().reason()).isEqualTo(Reason.WITHIN_THRESHOLD);
    }

    rig.changes("a");
    rig.changes("b");
    // In part the former graphs', in part the new ones'.
    rig.runs("a", "left", 0.5, false).runs("b", "left", 0.5, false);
    assertThat(rig.step().decision().reason()).isEqualTo(Reason.NOT_READY);
    rig.runs("a", "left", 0.5, true).runs("b", "left", 0.5, true);

    assertThat(rig.step().decision().reason()).isEqualTo(Reason.MOVE);
  }

  @Test
  void doubtsABacklogInWhichARouterThatDoesTheSameReceivesLittleMore() {
    rig.step();
    for (int tick = 0; tick < 3; tick++) {
      rig.runs("a", "left", 0.4, false).runs("b", "left", 0.4, false);
      rig.step();
    }
    for (int tick = 0; tick < 2; tick++) {
      rig.runs("a", "left", 0.44, true).runs("b", "left", 0.44, true);
      assertThat(rig.step().decision().reason()).isEqualTo(Reason.WITHIN_THRESHOLD);
    }
  }

  private static Rebalance mode(RebalanceMode mode) {
    return new Rebalance(mode, null, null, null, null, null);
  }

  private static AssignedRouter routerOf(Plan plan, String name) {
    return plan.routers().values().stream()
        .flatMap(List::stream)
        .filter(router -> router.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
