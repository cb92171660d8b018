package dev.fairlane.click.catalogue;

/**
 * How many ports a side of an element has.
 *
 * @param least at least 0
 * @param most at least {@code least}
 * @param perArgument one for each argument; the other two are then not looked at
 */
public record Ports(int least, int most, boolean perArgument) {

  public static Ports exactly(int count) {
    return between(count, count);
  }

  public static Ports between(int least, int most) {
    if (least < 0 || most < least) {
      throw new IllegalArgumentException("no such range of ports: " + least + " to " + most);
    }
    return new Ports(least, most, false);
  }

  public static Ports onePerArgument() {
    return new Ports(0, 0, true);
  }

  /** The number of ports that must be connected, when the highest in use is {@code used - 1}. */
  public int count(int used, int arguments) {
    return perArgument ? arguments : Math.clamp(used, least, most);
  }
}
