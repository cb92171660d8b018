package dev.fairlane.testsupport.forwarder;

/**
 * A netdev of the pod.
 *
 * @param name 1 to 15 characters
 * @param mac hardware address
 * @param mtu in bytes
 */
public record FakeDevice(String name, String mac, int mtu) {

  /** A device of 1500 bytes with a made-up hardware address that depends on its name. */
  public static FakeDevice named(String name) {
    int hash = name.hashCode();
    String mac =
        "02:00:%02x:%02x:%02x:%02x"
            .formatted(hash >>> 24 & 0xff, hash >>> 16 & 0xff, hash >>> 8 & 0xff, hash & 0xff);
    return new FakeDevice(name, mac, 1500);
  }
}
