package dev.fairlane.operator.control;

/**
 * Where a forwarder's control interface is and who must answer there.
 *
 * @param forwarder name of the Forwarder object
 * @param ip address of the pod
 */
public record ForwarderAddress(String forwarder, String ip, int port) {

  private static final String DOMAIN = ".forwarder.fairlane.internal";

  /** The DNS name that the forwarder's certificate must carry; it is never looked up. */
  public String serverName() {
    return serverName(forwarder);
  }

  public static String serverName(String forwarder) {
    return forwarder + DOMAIN;
  }
}
