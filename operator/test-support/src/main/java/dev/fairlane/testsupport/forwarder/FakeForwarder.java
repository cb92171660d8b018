package dev.fairlane.testsupport.forwarder;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * A forwarder without packets: an HTTPS server that behaves as docs/reference/control-api.md says.
 *
 * <p>It keeps the last good config, refuses what is older (409) or wrong (422, nothing applied),
 * and reports counters that grow with the time that passes and the {@link Traffic} that the test
 * describes. Safe for several threads.
 */
public final class FakeForwarder implements AutoCloseable {

  private final ForwarderState state;
  private InetSocketAddress address;
  private SSLContext context;
  private ControlServer server;

  private FakeForwarder(InetSocketAddress address, SSLContext context, FakeTopology topology) {
    this.address = address;
    this.context = context;
    this.state = new ForwarderState(topology);
  }

  /**
   * Starts to listen.
   *
   * @param address where, for example 127.0.0.2 and 8443; port 0 takes a free one
   * @param context shows the forwarder's certificate and trusts Fairlane's authority, see {@link
   *     PemIdentity}
   */
  public static FakeForwarder start(
      InetSocketAddress address, SSLContext context, FakeTopology topology) {
    FakeForwarder forwarder = new FakeForwarder(address, context, topology);
    forwarder.listen();
    return forwarder;
  }

  /** Where it listens. */
  public synchronized InetSocketAddress address() {
    return address;
  }

  /** What arrives at an interface of a router from now on. */
  public void traffic(String router, String interfaceName, Traffic traffic) {
    state.traffic(router, interfaceName, traffic);
  }

  /**
   * Refuses every config with this router in it, unless it is to be kept.
   *
   * @param router NAMESPACE/NAME
   * @param path where in the router's entry, for example {@code interfaces[0].mtu}
   */
  public void refuse(String router, String path, String reason) {
    state.refuse(router, new Problem(path, reason));
  }

  /** Ends what {@link #refuse} began. */
  public void accept(String router) {
    state.accept(router);
  }

  /**
   * Quarantines the path of an applied router, until its generation or its release token is
   * another.
   *
   * @param router NAMESPACE/NAME
   */
  public void quarantine(String router, String interfaceName) {
    state.quarantine(router, interfaceName);
  }

  /** Whether paths report Starting and not Forwarding. */
  public void starting(boolean starting) {
    state.starting(starting);
  }

  /**
   * Ends and starts the process: another boot id, counters from 0, the last good config applied.
   */
  public void restartProcess() {
    state.restart(true);
  }

  /** Replaces the pod: another boot id, and nothing applied. */
  public void replacePod() {
    state.restart(false);
  }

  /** Stops to listen; connections break. */
  public synchronized void disappear() {
    if (server != null) {
      server.close();
      server = null;
    }
  }

  /** Listens again where it did. */
  public synchronized void reappear() {
    listen();
  }

  /** Shows another certificate, or trusts another authority, from now on. */
  public synchronized void renewIdentity(SSLContext renewed) {
    context = renewed;
    disappear();
    listen();
  }

  /** Every document that was put, in order, the refused ones too. */
  public List<JsonNode> received() {
    return state.received();
  }

  /** The applied document; nothing before the first. */
  public Optional<JsonNode> applied() {
    return state.applied();
  }

  @Override
  public void close() {
    disappear();
  }

  private synchronized void listen() {
    if (server == null) {
      server = ControlServer.start(address, context, state);
      address = server.address();
    }
  }
}
