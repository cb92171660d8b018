package dev.fairlane.placement.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ComplianceTest {

  private static final Compliance START = new Compliance(10, 9);

  @Test
  void isTheCompliantPartOfTheBackloggedWindows() {
    Compliance later =
        START.plus(true, 0.95, 1).plus(true, 0.94, 1).plus(true, 1, 1).plus(true, 2, 1);

    assertThat(later.since(START)).hasValue(0.75);
  }

  @Test
  void windowsWithoutBacklogDoNotCount() {
    assertThat(START.plus(false, 0, 1).since(START)).isEmpty();
  }

  @Test
  void countersThatStartedAnewTellNothing() {
    assertThat(new Compliance(3, 3).since(START)).isEmpty();
    assertThat(new Compliance(12, 8).since(START)).isEmpty();
  }
}
