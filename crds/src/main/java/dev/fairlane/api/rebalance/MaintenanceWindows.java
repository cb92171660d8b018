package dev.fairlane.api.rebalance;

import dev.fairlane.api.v1alpha1.MaintenanceWindow;
import dev.fairlane.api.v1alpha1.Weekday;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;

/** Whether a time is in one of a pool's maintenance windows. All times are UTC. Pure. */
public final class MaintenanceWindows {

  private static final int MINUTES_PER_DAY = 24 * 60;
  private static final String END_OF_DAY = "24:00";

  private MaintenanceWindows() {}

  /** Without windows it is always open. The moment when one closes is not in it. */
  public static boolean isOpen(List<MaintenanceWindow> windows, Instant time) {
    LocalDateTime now = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
    return windows.isEmpty() || windows.stream().anyMatch(window -> isOpen(window, now));
  }

  private static boolean isOpen(MaintenanceWindow window, LocalDateTime now) {
    int from = minutes(window.from());
    int to = minutes(window.to());
    int minute = now.getHour() * 60 + now.getMinute();
    if (from < to) {
      return opensOn(window, now.getDayOfWeek()) && minute >= from && minute < to;
    }
    // It closes on the day after the one on which it opened.
    return minute >= from && opensOn(window, now.getDayOfWeek())
        || minute < to && opensOn(window, now.getDayOfWeek().minus(1));
  }

  private static boolean opensOn(MaintenanceWindow window, DayOfWeek day) {
    return window.days().isEmpty()
        || window.days().stream().map(Weekday::day).anyMatch(day::equals);
  }

  private static int minutes(String text) {
    if (text.equals(END_OF_DAY)) {
      return MINUTES_PER_DAY;
    }
    LocalTime time = LocalTime.parse(text);
    return time.getHour() * 60 + time.getMinute();
  }
}
