package dev.fairlane.api.rebalance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlane.api.v1alpha1.MaintenanceWindow;
import dev.fairlane.api.v1alpha1.Weekday;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** 2026-01-03 is a Saturday. */
class MaintenanceWindowsTest {

  private static final List<MaintenanceWindow> SATURDAY_NIGHT =
      List.of(new MaintenanceWindow(List.of(Weekday.SAT), "22:00", "04:30"));

  @Test
  void withoutWindowsItIsAlwaysOpen() {
    assertThat(MaintenanceWindows.isOpen(List.of(), Instant.parse("2026-01-03T12:00:00Z")))
        .isTrue();
  }

  @Test
  void aWindowOpensAtItsFirstMinuteAndIsClosedAtItsLast() {
    List<MaintenanceWindow> noon = List.of(new MaintenanceWindow(null, "12:00", "13:00"));

    assertThat(isOpen(noon, "2026-01-03T11:59:59Z")).isFalse();
    assertThat(isOpen(noon, "2026-01-03T12:00:00Z")).isTrue();
    assertThat(isOpen(noon, "2026-01-03T12:59:59Z")).isTrue();
    assertThat(isOpen(noon, "2026-01-03T13:00:00Z")).isFalse();
  }

  @Test
  void aWindowThatEndsBeforeItBeginsEndsOnTheNextDay() {
    assertThat(isOpen(SATURDAY_NIGHT, "2026-01-03T22:00:00Z")).isTrue();
    assertThat(isOpen(SATURDAY_NIGHT, "2026-01-04T04:29:00Z")).isTrue();
    assertThat(isOpen(SATURDAY_NIGHT, "2026-01-04T04:30:00Z")).isFalse();
    assertThat(isOpen(SATURDAY_NIGHT, "2026-01-04T22:00:00Z")).as("Sunday night").isFalse();
    assertThat(isOpen(SATURDAY_NIGHT, "2026-01-03T04:00:00Z")).as("Friday night").isFalse();
  }

  @Test
  void aWindowUntil24OClockIsOpenUntilTheEndOfTheDay() {
    List<MaintenanceWindow> saturday =
        List.of(new MaintenanceWindow(List.of(Weekday.SAT), "00:00", "24:00"));

    assertThat(isOpen(saturday, "2026-01-03T00:00:00Z")).isTrue();
    assertThat(isOpen(saturday, "2026-01-03T23:59:59Z")).isTrue();
    assertThat(isOpen(saturday, "2026-01-04T00:00:00Z")).isFalse();
    assertThat(isOpen(saturday, "2026-01-02T23:59:59Z")).isFalse();
  }

  private static boolean isOpen(List<MaintenanceWindow> windows, String time) {
    return MaintenanceWindows.isOpen(windows, Instant.parse(time));
  }
}
