package dev.fairlane.operator.cycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlane.testsupport.apiserver.ApiServer;
import dev.fairlane.testsupport.apiserver.ApiServerExtension;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The operator is ended at each of its writes of a plan, and another one follows. */
@ExtendWith(ApiServerExtension.class)
class PlanKilledIT {

  /** Until the plan is found, realized, and compared with what came of it. */
  private static final int LONG_ENOUGH = 14;

  @Test
  void convergesToTheSameEndWhereverTheOperatorEnds(ApiServer server) {
    int writes;
    Map<String, Integer> end;
    try (PlanRig rig = fitting(server, "whole")) {
      rig.writes().dieAt(Integer.MAX_VALUE);
      rig.becomesDear();
      rig.turns(LONG_ENOUGH);
      writes = rig.writes().written();
      end = rig.intended();
      assertThat(rig.lastPlan()).isEqualTo("Move");
    }
    assertThat(end.get("cheap/left")).as("parted").isNotEqualTo(end.get("dear/left"));
    assertThat(writes)
        .as("the intention, two Events, the pool's status, its outcome")
        .isGreaterThanOrEqualTo(5);

    for (int write = 1; write <= writes; write++) {
      assertEndsAlike(server, write, end);
    }
  }

  @Test
  void pushesWhatItsPredecessorWroteAndDidNotPush(ApiServer server) {
    try (PlanRig rig = fitting(server, "unpushed")) {
      Map<String, Integer> before = rig.intended();
      rig.becomesDear();
      for (int turn = 0; turn < LONG_ENOUGH && rig.intended().equals(before); turn++) {
        rig.turnThatReachesNobody();
      }
      Map<String, Integer> written = rig.intended();
      assertThat(written).isNotEqualTo(before);
      assertThat(rig.applied()).isEqualTo(before);
      rig.startOperator();

      rig.turns(2);

      assertThat(rig.applied()).isEqualTo(written);
      assertThat(rig.intended()).isEqualTo(written);
    }
  }

  private static void assertEndsAlike(ApiServer server, int write, Map<String, Integer> end) {
    try (PlanRig rig = fitting(server, "killed-" + write)) {
      rig.writes().dieAt(write);
      rig.becomesDear();
      assertThat(isKilledWithin(rig)).as("killed at write %d", write).isTrue();
      rig.startOperator();

      rig.turns(LONG_ENOUGH);

      assertThat(rig.intended()).as("after the end at write %d", write).isEqualTo(end);
      assertThat(rig.applied()).as("after the end at write %d", write).isEqualTo(end);
    }
  }

  private static boolean isKilledWithin(PlanRig rig) {
    try {
      rig.turns(LONG_ENOUGH);
      return false;
    } catch (RuntimeException e) {
      if (hasCause(e, Killed.class)) {
        return true;
      }
      throw e;
    }
  }

  private static boolean hasCause(Throwable thrown, Class<?> type) {
    return thrown != null && (type.isInstance(thrown) || hasCause(thrown.getCause(), type));
  }

  /** Both routers are placed and share a worker, and nothing has to move. */
  private static PlanRig fitting(ApiServer server, String pool) {
    PlanRig rig = new PlanRig(server, pool);
    rig.turns(4);
    rig.fits();
    rig.turns(4);
    assertThat(rig.applied().get("cheap/left")).isEqualTo(rig.applied().get("dear/left"));
    return rig;
  }
}
