package dev.fairlane.placement;

import java.util.Comparator;

/**
 * A device of a forwarder, which one router interface can have, or several when it is shared.
 *
 * @param name unique in the forwarder
 * @param network the network that it is attached to
 * @param places how many interfaces can have it, 1 or more
 */
public record Device(String name, String network, int places) implements Comparable<Device> {

  /** Shorter names first, so that uplink-2 comes before uplink-10. */
  private static final Comparator<Device> ORDER =
      Comparator.comparingInt((Device device) -> device.name().length())
          .thenComparing(Device::name);

  public Device {
    if (places < 1) {
      throw new IllegalArgumentException(
          "device %s has %d places, and needs 1 or more".formatted(name, places));
    }
  }

  /** A device for one interface. */
  public Device(String name, String network) {
    this(name, network, 1);
  }

  @Override
  public int compareTo(Device other) {
    return ORDER.compare(this, other);
  }
}
