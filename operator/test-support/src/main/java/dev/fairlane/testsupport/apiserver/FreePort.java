package dev.fairlane.testsupport.apiserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Finds TCP ports on loopback that nobody listens on. */
final class FreePort {

  private FreePort() {}

  /**
   * @return a port that was free a moment ago: the kernel hands out others first, so two calls in a
   *     row differ
   */
  static int find() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on loopback", e);
    }
  }
}
