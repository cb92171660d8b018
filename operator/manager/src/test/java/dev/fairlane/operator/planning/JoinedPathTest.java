package dev.fairlane.operator.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlane.api.v1alpha1.AssignedPath;
import dev.fairlane.api.v1alpha1.AssignedRouter;
import dev.fairlane.api.v1alpha1.Rebalance;
import dev.fairlane.api.v1alpha1.RebalanceMode;
import dev.fairlane.api.v1alpha1.WorkerShare;
import dev.fairlane.operator.decide.Plan;
import dev.fairlane.operator.decide.RebalanceDecision;
import dev.fairlane.operator.model.Reason;
import dev.fairlane.operator.model.Relocation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The interfaces of router a meet in a queue: their one path shares worker 0 with b's left one. */
class JoinedPathTest {

  private static final Relocation WHOLE =
      new Relocation("a-uid", "tenant-a/a", "left", "edge-a", 0, 1);

  private final RebalanceRig rig = new RebalanceRig(true);

  @Test
  void movesWholeWithItsShare() {
    // Known well before anything may move: a fits beside b's right path, and b's left one does not.
    rig.policy(mode(RebalanceMode.OFF));
    for (int tick = 0; tick < 10; tick++) {
      loaded().step();
    }
    rig.policy(mode(RebalanceMode.AUTO));

    RebalanceStep step = loaded().step();

    assertThat(step.decision().moves()).containsExactly(WHOLE);
    AssignedRouter moved = routerA(step.moved());
    assertThat(moved.paths()).containsExactly(new AssignedPath("left", 1, List.of("right")));
    assertThat(moved.shares()).extracting(WorkerShare::worker).containsExactly(1);
  }

  @Test
  void countsAsOneCoreAtMost() {
    rig.step();
    rig.runs("a", "left", 0.5, true).runs("b", "left", 0.5, true).runs("b", "right", 1, true);

    RebalanceDecision decision = rig.step().decision();

    assertThat(decision.dueCores().get("a-uid")).isEqualTo(1.0);
    assertThat(decision.dueCores().get("b-uid")).isEqualTo(1.0);
  }

  @Test
  void isWhereItBelongsThoughItsOtherInterfaceHasNoPlaceOfItsOwn() {
    for (int tick = 0; tick < 6; tick++) {
      RebalanceDecision decision = rig.step().decision();

      assertThat(decision.reason()).isNotEqualTo(Reason.BUSY);
      assertThat(decision.unreached()).isEmpty();
    }
  }

  @Test
  void isMissedOnceWhenItDoesNotArrive() {
    rig.step();
    rig.assigns("a", "left", 1);
    assertThat(rig.step().decision().reason()).isEqualTo(Reason.BUSY);
    rig.step();
    rig.step();

    assertThat(rig.step().decision().unreached()).containsExactly(WHOLE);
  }

  private RebalanceRig loaded() {
    return rig.runs("a", "left", 0.6, false)
        .runs("b", "left", 0.4, true)
        .runs("b", "right", 0.2, false);
  }

  private static Rebalance mode(RebalanceMode mode) {
    return new Rebalance(mode, null, null, null, null, null);
  }

  private static AssignedRouter routerA(Plan plan) {
    return plan.routers().values().stream()
        .flatMap(List::stream)
        .filter(router -> router.name().equals("a"))
        .findFirst()
        .orElseThrow();
  }
}
