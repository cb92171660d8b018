package dev.fairlane.kubectl.text;

import java.time.Duration;

/** Durations as kubectl prints them: 5s, 3m12s, 2h5m, 3d. Pure. */
public final class Age {

  private static final int PRECISE_MINUTES = 10;
  private static final int PRECISE_HOURS = 8;
  private static final int SIXTY = 60;

  private Age() {}

  public static String text(Duration age) {
    Duration shown = age.isNegative() ? Duration.ZERO : age;
    if (shown.toMinutes() < 2) {
      return shown.toSeconds() + "s";
    }
    if (shown.toMinutes() < PRECISE_MINUTES) {
      return joined(shown.toMinutes(), "m", shown.toSeconds() % SIXTY, "s");
    }
    if (shown.toHours() < 2) {
      return shown.toMinutes() + "m";
    }
    if (shown.toHours() < PRECISE_HOURS) {
      return joined(shown.toHours(), "h", shown.toMinutes() % SIXTY, "m");
    }
    return shown.toDays() < 2 ? shown.toHours() + "h" : shown.toDays() + "d";
  }

  private static String joined(long large, String unit, long small, String smallUnit) {
    return small == 0 ? large + unit : large + unit + small + smallUnit;
  }
}
