package dev.fairlane.operator.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlane.operator.control.Moves;
import dev.fairlane.operator.model.Relocation;
import org.junit.jupiter.api.Test;

class MoveCostTest {

  @Test
  void saysHowLongNobodyRanThePathAndWhatWasLost() {
    assertThat(MoveCost.text(new Moves(3, 31_400, 68_000, 2L, 5L, 0)))
        .isEqualTo("Nobody ran it for 31.4 µs; 2 packets were lost meanwhile, none reordered.");
  }

  @Test
  void doesNotClaimThatNothingWasLostWhereTheInputsDoNotKnow() {
    assertThat(MoveCost.text(new Moves(1, 8_000, 8_000, null, null, 0)))
        .isEqualTo(
            "Nobody ran it for 8.0 µs; whether packets were lost meanwhile its inputs do not know, none reordered.");
  }

  @Test
  void tellsOfPacketsThatMayHaveBeenOvertaken() {
    assertThat(MoveCost.text(new Moves(2, 1_000, 1_000, 0L, 0L, 32)))
        .endsWith("and 32 packets may have been overtaken in all of its 2 moves.");
  }

  @Test
  void leavesNoGapWhereThereIsNothingToSay() {
    Relocation move = new Relocation("uid", "a/edge", "left", "dom0", 0, 1);

    assertThat(MoveCost.told(move, Moves.NONE, ""))
        .isEqualTo(
            "The path of interface left runs on worker 1 of the forwarder dom0 now, and no longer on worker 0.");
    assertThat(MoveCost.told(move, new Moves(1, 8_000, 8_000, 0L, 0L, 0), "It became dear."))
        .endsWith(
            "on worker 0. Nobody ran it for 8.0 µs; 0 packets were lost meanwhile, none reordered. It became dear.");
  }

  @Test
  void isSilentWhereTheForwarderSaysNothingOfMoves() {
    assertThat(MoveCost.text(Moves.NONE)).isEmpty();
  }
}
