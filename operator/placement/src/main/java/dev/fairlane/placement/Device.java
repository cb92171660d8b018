package dev.fairlane.placement;

import java.util.Comparator;

/**
 * A device of a forwarder, which one router interface can have.
 *
 * @param name unique in the forwarder
 * @param network the network that it is attached to
 */
public record Device(String name, String network) implements Comparable<Device> {

  /** Shorter names first, so that uplink-2 comes before uplink-10. */
  private static final Comparator<Device> ORDER =
      Comparator.comparingInt((Device device) -> device.name().length())
          .thenComparing(Device::name);

  @Override
  public int compareTo(Device other) {
    return ORDER.compare(this, other);
  }
}
