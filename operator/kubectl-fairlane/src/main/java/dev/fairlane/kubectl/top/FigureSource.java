package dev.fairlane.kubectl.top;

/**
 * Where a row's figures come from.
 *
 * @param kind live: read from the forwarder just now; status: 30 s means that the operator wrote
 *     when they changed by more than 10 %; none: there are no figures
 * @param seconds of live figures the length of the window, of a status its age; null when not known
 */
public record FigureSource(String kind, Double seconds) {

  static final FigureSource NONE = new FigureSource("none", null);

  static FigureSource live(double windowSeconds) {
    return new FigureSource("live", Rounded.tenth(windowSeconds));
  }

  static FigureSource status(Double ageSeconds) {
    return new FigureSource("status", ageSeconds);
  }

  boolean isStatus() {
    return kind.equals("status");
  }

  boolean isLive() {
    return kind.equals("live");
  }
}
