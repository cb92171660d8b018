package dev.fairlane.e2e;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * An unmodified Linux host beside a router: a client pod with iperf3, ping, socat.
 *
 * @param address its IPv4 or IPv6 address, by which others reach it, on the network that the router
 *     is attached to
 */
record Host(Cluster cluster, String namespace, String pod, String address) {

  /**
   * @return the output of a command that must succeed
   */
  String run(String... command) {
    return attempt(command).orThrow();
  }

  CommandResult attempt(String... command) {
    List<String> words = new ArrayList<>(List.of("exec", "--namespace", namespace, pod, "--"));
    words.addAll(List.of(command));
    return cluster.kubectl(words.toArray(String[]::new));
  }

  /** Sends echo requests, 50 a second. */
  PingLog ping(String destination, int count) {
    String limit = Integer.toString(count);
    return PingLog.parse(
        attempt("ping", "-D", "-n", "-c", limit, "-i", "0.02", "-W", "2", destination).output());
  }

  /** Sends echo requests, 100 a second, until it is stopped. */
  DetachedCommand startPing(String destination) {
    return DetachedCommand.start(this, "ping -D -n -i 0.01 " + destination);
  }

  String traceroute(String destination) {
    return run("traceroute", "-n", "-q", "1", "-w", "2", destination);
  }

  /** Sends to the other host's iperf3 server for the given time. */
  IperfReport iperf(Host destination, int seconds, String... options) {
    List<String> words =
        new ArrayList<>(
            List.of(
                "iperf3",
                "--client",
                destination.address,
                "--time",
                Integer.toString(seconds),
                "--json"));
    words.addAll(List.of(options));
    return IperfReport.parse(attempt(words.toArray(String[]::new)).output());
  }

  /**
   * As {@link #iperf}, in the background, to a server of its own, so that several can run side by
   * side.
   */
  DetachedCommand startIperf(Host destination, int seconds, String options) {
    int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
    destination.run(
        "iperf3", "--server", "--daemon", "--one-off", "--port", Integer.toString(port));
    Expectation.within(10, "an iperf3 server listens on " + destination.address)
        .holds(() -> !destination.run("ss", "-Hltn", "sport = :" + port).isBlank());
    return DetachedCommand.start(
        this,
        "iperf3 --client %s --port %d --time %d --json %s"
            .formatted(destination.address, port, seconds, options));
  }

  /**
   * UDP datagrams of both IP versions, since the host started, that reached it and found no room in
   * their socket's buffer, because the receiving process did not run in time.
   */
  long datagramsWithoutRoom() {
    String counters = run("cat", "/proc/net/snmp", "/proc/net/snmp6");
    return UdpCounters.parse(counters).withoutRoom();
  }

  /** Makes a file of random bytes; returns its SHA-256. */
  String makeFile(String path, int mebibytes) {
    run("sh", "-c", "head -c %dM /dev/urandom > %s".formatted(mebibytes, path));
    return checksum(path);
  }

  String checksum(String path) {
    return run("sha256sum", path).split(" ")[0];
  }

  private boolean isIpv6() {
    return address.contains(":");
  }

  /** Sends a file by TCP; returns when the other host has all of it. */
  void sendFile(String path, Host destination, String destinationPath) {
    DetachedCommand receiver =
        DetachedCommand.start(
            destination,
            "timeout 80 socat -u TCP%s-LISTEN:7000,reuseaddr OPEN:%s,creat,trunc"
                .formatted(destination.isIpv6() ? "6" : "4", destinationPath));
    run(
        "timeout",
        "80",
        "socat",
        "-u",
        "OPEN:" + path,
        (destination.isIpv6() ? "TCP6:[%s]" : "TCP4:%s").formatted(destination.address)
            + ":7000,retry=100,interval=0.1");
    receiver.awaitEnd(20);
  }

  @Override
  public String toString() {
    return namespace + "/" + pod;
  }
}
