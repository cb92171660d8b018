package dev.fairlane.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlane.api.v1alpha1.VirtualRouterStatus;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Unmodified Linux hosts reach each other through the sample routers, and the routers' status says
 * so.
 */
@EndToEndTest
class SamplesForwardE2E {

  /** Figures in status are means over 30 s and written at most once in 30 s. */
  private static final int STATUS_SECONDS = 80;

  private static final int FILE_MEBIBYTES = 100;

  private final Cluster cluster;
  private final Routers routers;
  private final Figures figures;

  SamplesForwardE2E(Cluster cluster, Figures figures) {
    this.cluster = cluster;
    this.routers = new Routers(cluster);
    this.figures = figures;
  }

  /** A router and hosts on both its sides; how far a packet has lived when it comes out. */
  record Crossing(RouterId router, String protocol, Host from, Host to, List<String> hops) {

    @Override
    public String toString() {
      return router + " " + protocol;
    }
  }

  Stream<Crossing> crossings() {
    Samples samples = new Samples(cluster);
    return Stream.of(
        new Crossing(
            Samples.IP_ROUTER,
            "ipv4",
            samples.uplinkHost(),
            samples.customerHost(),
            List.of("192.0.2.1", "198.51.100.10")),
        new Crossing(
            Samples.IP_ROUTER,
            "ipv6",
            samples.uplinkHost6(),
            samples.customerHost6(),
            List.of("2001:db8:192::1", "2001:db8:198::10")),
        new Crossing(
            Samples.BRIDGE,
            "ipv4",
            samples.leftHost(),
            samples.rightHost(),
            List.of("203.0.113.20")),
        new Crossing(
            Samples.CLICK,
            "ipv4",
            samples.outsideHost(),
            samples.insideHost(),
            List.of("198.18.8.20")));
  }

  @ParameterizedTest
  @MethodSource("crossings")
  void statusShowsNodeCoreAndEntitledCores(Crossing crossing) {
    VirtualRouterStatus status =
        routers.await(
            crossing.router(), "shows its core", 60, router -> router.getStatus().cores() != null);

    assertThat(status.node())
        .isEqualTo(cluster.client().nodes().list().getItems().get(0).getMetadata().getName());
    assertThat(status.forwarder()).isNotBlank();
    assertThat(status.cores()).matches("\\d+");
    assertThat(new BigDecimal(status.entitlement().entitledCores()))
        .isBetween(new BigDecimal("0.05"), BigDecimal.ONE);
    assertThat(status.interfaces())
        .hasSize(2)
        .allSatisfy(each -> assertThat(each.device()).isNotBlank());
    assertThat(status.paths())
        .hasSize(2)
        .allSatisfy(path -> assertThat(path.state()).isEqualTo("Forwarding"));
  }

  @ParameterizedTest
  @MethodSource("crossings")
  void everyEchoRequestIsAnswered(Crossing crossing) {
    PingLog log = crossing.from().ping(crossing.to().address(), 100);

    assertThat(log.replies()).hasSize(100);
    assertThat(log.replies())
        .allSatisfy(reply -> assertThat(reply.ttl()).isEqualTo(64 - (crossing.hops().size() - 1)));
  }

  @ParameterizedTest
  @MethodSource("crossings")
  void tracerouteShowsTheHopsOfAnIpRouterAndNoneOfTheOthers(Crossing crossing) {
    String output = crossing.from().traceroute(crossing.to().address());

    List<String> hops = output.lines().skip(1).map(line -> line.strip().split("\\s+")[1]).toList();
    assertThat(hops).as(output).isEqualTo(crossing.hops());
  }

  @ParameterizedTest
  @MethodSource("crossings")
  void tcpPassesInBothDirections(Crossing crossing) {
    for (String[] direction : new String[][] {{}, {"--reverse"}}) {
      IperfReport report = crossing.from().iperf(crossing.to(), 3, direction);

      assertThat(report.error()).isEmpty();
      assertThat(report.emptyIntervals()).isZero();
      assertThat(report.receivedMegabits()).isGreaterThan(50);
      String name =
          "tcp-%s-%s%s"
              .formatted(crossing.router().name(), crossing.protocol(), String.join("", direction));
      figures.add(
          Figure.atLeast(name, report.receivedMegabits(), "Mbit/s", 50, "iperf3, one stream, 3 s"));
    }
  }

  @ParameterizedTest
  @MethodSource("crossings")
  void udpPasses(Crossing crossing) {
    long withoutRoomBefore = crossing.to().datagramsWithoutRoom();

    IperfReport report = crossing.from().iperf(crossing.to(), 3, "--udp", "--bitrate", "20M");

    assertThat(report.error()).isEmpty();
    // What found the receiving process not running had arrived: its host lost it, not the router.
    long withoutRoom = crossing.to().datagramsWithoutRoom() - withoutRoomBefore;
    assertThat(report.datagrams()).isBetween(4_500L, 5_500L);
    assertThat(report.lostDatagrams() - withoutRoom)
        .as(
            "lost on the way, of %d; %d more found no room in the receiver's socket",
            report.datagrams(), withoutRoom)
        .isLessThan(report.datagrams() / 100);
  }

  @ParameterizedTest
  @MethodSource("crossings")
  void aFileArrivesWhole(Crossing crossing) {
    String sent = crossing.from().makeFile("/tmp/sent", FILE_MEBIBYTES);

    crossing.from().sendFile("/tmp/sent", crossing.to(), "/tmp/received");

    assertThat(crossing.to().checksum("/tmp/received")).isEqualTo(sent);
    crossing.from().run("rm", "/tmp/sent");
    crossing.to().run("rm", "/tmp/received");
  }

  @Test
  void statusShowsRateCostAndReceivedCoresWhileTrafficFlows() {
    List<DetachedCommand> traffic =
        crossings()
            .map(each -> each.from().startIperf(each.to(), STATUS_SECONDS, "--udp --bitrate 20M"))
            .toList();

    crossings()
        .forEach(
            each -> {
              VirtualRouterStatus status =
                  routers.await(
                      each.router(),
                      "shows its traffic",
                      STATUS_SECONDS,
                      router -> {
                        VirtualRouterStatus now = router.getStatus();
                        return now.packetsPerSecond() != null
                            && now.packetsPerSecond() > 500
                            && now.costCyclesPerPacket() != null
                            && now.costCyclesPerPacket() > 0
                            && now.entitlement().receivedCores() != null
                            && new BigDecimal(now.entitlement().receivedCores()).signum() > 0;
                      });
              assertThat(status.paths())
                  .anySatisfy(path -> assertThat(path.packetsPerSecond()).isGreaterThan(500));
              assertThat(new BigDecimal(status.entitlement().receivedCores()))
                  .isLessThanOrEqualTo(BigDecimal.ONE);
            });
    traffic.forEach(DetachedCommand::interrupt);
  }
}
