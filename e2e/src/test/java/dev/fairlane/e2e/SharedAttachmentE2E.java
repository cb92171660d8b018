package dev.fairlane.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fairlane.api.v1alpha1.InterfaceStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Two routers share the only attachment to each of two networks, and a classifier tells their
 * packets apart by MAC. The first one has the addresses of the samples' router, so that the
 * samples' hosts send through it; the samples' pool makes room and comes back.
 */
@EndToEndTest
class SharedAttachmentE2E {

  private static final String POOL = "e2e-attachment";
  private static final String MAC = "02:00:5e:00:00:48";

  private final Cluster cluster;
  private final Samples samples;
  private final Pools pools;
  private SharedPool pool;

  SharedAttachmentE2E(Cluster cluster) {
    this.cluster = cluster;
    this.samples = new Samples(cluster);
    this.pools = new Pools(cluster);
  }

  @AfterAll
  void restoreTheSamples() {
    if (pool != null) {
      pool.close();
    }
  }

  @Test
  void hostsReachBothRoutersAndOneAnotherThroughOneAttachmentOfEachNetwork() throws Exception {
    pool = SharedPool.make(cluster, POOL, SharedAttachmentManifests.pool(POOL, "shared"));
    pool.apply(SharedAttachmentManifests.router(pool.router("first"), POOL, 1, ""));
    pool.apply(
        SharedAttachmentManifests.router(
            pool.router("second"), POOL, 72, ", mac: \"" + MAC + "\""));
    pool.awaitReady("first");
    pool.awaitReady("second");

    assertThat(pool.interfaces("second"))
        .contains(new InterfaceStatus("wan", "uplink-0", MAC, false));
    assertThat(pool.interfaces("first"))
        .filteredOn(each -> each.name().equals("wan"))
        .singleElement()
        .satisfies(
            wan -> {
              assertThat(wan.device()).isEqualTo("uplink-0");
              assertThat(wan.mac()).isNotEqualTo(MAC);
            });

    Host uplink = samples.uplinkHost();
    awaitReply(uplink, "198.51.100.10", "a host behind the first router answers");
    awaitReply(uplink, "192.0.2.72", "the second router answers for itself");
    assertThat(uplink.run("ip", "neighbour", "show", "192.0.2.72")).contains(MAC);
    assertThat(uplink.traceroute("198.51.100.10")).contains(" 192.0.2.1 ", " 198.51.100.10 ");
    IperfReport tcp = uplink.iperf(samples.customerHost(), 3);
    assertThat(tcp.error()).isEmpty();
    assertThat(tcp.receivedMegabits()).isPositive();
    assertThat(classifierCycles(pool.report(), "first")).isPositive();
    assertThat(classifierCycles(pool.report(), "second")).isPositive();
    assertThat(pools.get(POOL).getStatus().networks())
        .allSatisfy(
            network -> {
              assertThat(network.freeAttachments()).isZero();
              assertThat(network.freeInterfaces()).isEqualTo(14);
            });
  }

  private static void awaitReply(Host host, String address, String text) {
    Expectation.within(30, text)
        .of(
            () -> host.attempt("ping", "-n", "-c", "1", "-W", "1", address),
            result -> result.output().contains(" 0% packet loss"),
            CommandResult::output);
  }

  /** Cycles of the classifiers that were charged to a router. */
  private long classifierCycles(JsonNode report, String router) {
    long cycles = 0;
    for (JsonNode each : report.path("routers")) {
      if (each.path("uid").asText().equals(pool.uid(router))) {
        for (JsonNode path : each.path("paths")) {
          cycles += path.path("classifierCycles").asLong();
        }
      }
    }
    return cycles;
  }
}
