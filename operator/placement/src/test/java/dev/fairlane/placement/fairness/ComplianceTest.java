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

  @Test
  void moreOrLessThanAWholeCoreMayBeDue() {
    assertThat(new Compliance(0, 0).plus(true, 1.9, 2)).isEqualTo(new Compliance(1, 1));
    assertThat(new Compliance(0, 0).plus(true, 1.8, 2)).isEqualTo(new Compliance(1, 0));
    assertThat(new Compliance(0, 0).plus(true, 0.24, 0.25)).isEqualTo(new Compliance(1, 1));
  }

  @Test
  void noneOrAllOfTheWindowsMayBeCompliant() {
    assertThat(START.plus(true, 0, 1).since(START)).hasValue(0);
    assertThat(START.plus(true, 1, 1).since(START)).hasValue(1);
  }
}
