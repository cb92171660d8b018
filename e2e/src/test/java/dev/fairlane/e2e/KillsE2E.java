package dev.fairlane.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Components are killed while traffic runs through a router. */
@EndToEndTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KillsE2E {

  private static final int TRAFFIC_SECONDS = 20;

  /** Until a killed forwarder's traffic is back. */
  private static final double RESTART_GOAL_MILLIS = 10_000;

  private static final double NEW_POD_GOAL_MILLIS = 30_000;

  private final Cluster cluster;
  private final Pools pools;
  private final Samples samples;
  private final Figures figures;

  KillsE2E(Cluster cluster, Figures figures) {
    this.cluster = cluster;
    this.pools = new Pools(cluster);
    this.samples = new Samples(cluster);
    this.figures = figures;
  }

  @Test
  void theOperatorIsKilledAndTrafficGoesOn() {
    SteadyTraffic traffic = start();

    new OperatorPod(cluster).replace();

    traffic.finish(60).assertUninterrupted("kill-operator", figures);
  }

  @Test
  void theKubeletIsKilledAndTrafficGoesOn() {
    SteadyTraffic traffic = start();

    cluster.killAndRestart("kubelet");

    traffic.finish(60).assertUninterrupted("kill-kubelet", figures);
    samples.awaitReady();
  }

  @Test
  void theApiServerIsKilledAndTrafficGoesOn() {
    SteadyTraffic traffic = start();

    cluster.killAndRestart("kube-apiserver");

    traffic.finish(60).assertUninterrupted("kill-api-server", figures);
    new OperatorPod(cluster).ready();
    samples.awaitReady();
  }

  /** Before the kill of its process: a new pod knows no back-off of earlier restarts. */
  @Test
  @Order(1)
  void theForwarderPodIsDeletedAndAnotherOneTakesOver() {
    Pod former = pools.readyPod(Samples.POOL);
    SteadyTraffic traffic = start();

    cluster.client().resource(former).delete();

    assertComesBack(traffic, "delete-forwarder-pod", NEW_POD_GOAL_MILLIS);
    assertThat(pools.readyPod(Samples.POOL).getMetadata().getUid())
        .isNotEqualTo(former.getMetadata().getUid());
  }

  @Test
  @Order(2)
  void theForwarderProcessIsKilledAndTrafficComesBack() {
    Pod pod = pools.readyPod(Samples.POOL);
    String bootId = pools.forwarder(Samples.POOL).getStatus().bootId();
    SteadyTraffic traffic = start();

    NodeProcess.of(pod).kill();

    assertComesBack(traffic, "kill-forwarder", RESTART_GOAL_MILLIS);
    assertThat(pools.readyPod(Samples.POOL).getMetadata().getUid())
        .isEqualTo(pod.getMetadata().getUid());
    Expectation.within(30, "the operator sees another boot id")
        .holds(() -> !pools.forwarder(Samples.POOL).getStatus().bootId().equals(bootId));
  }

  private SteadyTraffic start() {
    return SteadyTraffic.start(samples.uplinkHost(), samples.customerHost(), TRAFFIC_SECONDS);
  }

  private void assertComesBack(SteadyTraffic traffic, String name, double goalMillis) {
    TrafficRecord seen = traffic.finish(120);
    double interruption = seen.interruptionMillis();
    String note =
        "of %d echo requests, one every 10 ms, %d got no answer"
            .formatted(seen.ping().transmitted(), seen.ping().lost());
    figures.add(Figure.atMost(name + "-interruption", interruption, "ms", goalMillis, note));
    assertThat(seen.ping().isAnsweredAtTheEnd()).as("the last echo requests are answered").isTrue();
    assertThat(seen.ping().lost()).as("a kill that nobody notices is none").isPositive();
    assertThat(interruption).as("interruption in ms").isLessThanOrEqualTo(goalMillis);
    assertThat(seen.tcp().error()).as("iperf3").isEmpty();
    samples.awaitReady();
  }
}
