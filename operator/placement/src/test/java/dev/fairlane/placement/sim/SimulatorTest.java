package dev.fairlane.placement.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulatorTest {

  @Test
  void theSameSeedGivesTheSameRun() {
    assertThat(run(Workload.STEP, Strategies.OURS)).isEqualTo(run(Workload.STEP, Strategies.OURS));
  }

  @ParameterizedTest
  @EnumSource(Workload.class)
  void oursMakesAtMostATenthOfTheMovesOfLongestFirstAtEachTick(Workload workload) {
    assertThat(10 * run(workload, Strategies.OURS).moves())
        .isLessThanOrEqualTo(run(workload, Strategies.LPT).moves());
  }

  @Test
  void afterAStepOursLeavesAQuarterOfTheShortfallOfAStaticAssignment() {
    Run none = run(Workload.STEP, Strategies.STATIC);

    assertThat(none.moves()).isZero();
    assertThat(none.ticksUntilFair()).isEqualTo(-1);
    assertThat(run(Workload.STEP, Strategies.OURS).meanShortfall())
        .isLessThan(none.meanShortfall() / 4);
  }

  @Test
  void aStepIsEvenedOutTwoTicksAfterIt() {
    assertThat(run(Workload.STEP, Strategies.OURS).ticksUntilFair()).isLessThanOrEqualTo(2);
  }

  /** Down for three ticks; the next one tells nothing, and a change is believed at its second. */
  @Test
  void aStepDuringAFailureIsEvenedOutTwoTicksAfterTheFirstThatTellsOfIt() {
    assertThat(run(Workload.FAILURE, Strategies.OURS).ticksUntilFair()).isBetween(3, 6);
    assertThat(run(Workload.FAILURE, Strategies.STATIC).ticksUntilFair()).isEqualTo(-1);
  }

  @Test
  void routersThatAreSetUpGetWhatIsDueWhereAStaticAssignmentLeavesThemShort() {
    Run ours = run(Workload.ARRIVALS, Strategies.OURS);
    Run none = run(Workload.ARRIVALS, Strategies.STATIC);

    assertThat(none.meanShortfall()).isPositive();
    assertThat(ours.meanShortfall()).isLessThan(none.meanShortfall() / 4);
  }

  /** A sixth worse than a static one, which happens to be even, is what it costs to find out. */
  @Test
  void burstsLeaveWorkersEven() {
    Run none = run(Workload.BURSTY, Strategies.STATIC);
    Run ours = run(Workload.BURSTY, Strategies.OURS);

    assertThat(ours.meanLoad()).isLessThan(1.02 * none.meanLoad());
    assertThat(ours.meanShortfall()).isLessThan(1.2 * none.meanShortfall());
  }

  @Test
  void afterACrowdTheLargestLoadIsThatOfAClairvoyantAgain() {
    assertThat(run(Workload.FLASH_CROWD, Strategies.OURS).meanLoad())
        .isLessThan(1.02 * run(Workload.FLASH_CROWD, Strategies.CLAIRVOYANT).meanLoad());
  }

  @Test
  void anOscillationAtTheTickMakesNoPathSwing() {
    assertThat(run(Workload.OSCILLATION, Strategies.OURS).pingPongs()).isZero();
    assertThat(run(Workload.OSCILLATION, Strategies.LPT).pingPongs()).isPositive();
  }

  @Test
  void theTableIsReplacedBetweenItsMarks() {
    String page = "before\n" + SimReport.BEGIN + "old\n" + SimReport.END + "\nafter\n";

    assertThat(SimReport.replaceTable(page, "new\n"))
        .isEqualTo("before\n" + SimReport.BEGIN + "new\n" + SimReport.END + "\nafter\n");
    assertThatThrownBy(() -> SimReport.replaceTable("no marks", "new"))
        .hasMessageStartingWith("the page must have the lines");
  }

  @Test
  void theTableHasARowForEachRun() {
    List<Run> runs = List.of(run(Workload.DIURNAL, Strategies.STATIC));

    assertThat(SimReport.table(runs).lines())
        .hasSize(3)
        .last()
        .asString()
        .startsWith("| diurnal |");
  }

  private static Run run(Workload workload, String strategy) {
    return Run.of(workload, strategy, Strategies.all().get(strategy).get(), 1);
  }
}
