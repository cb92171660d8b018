package dev.fairlane.placement;

import static dev.fairlane.placement.Pools.forwarder;
import static dev.fairlane.placement.Pools.input;
import static dev.fairlane.placement.Pools.placementOf;
import static dev.fairlane.placement.Pools.router;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class UnplacedTest {

  @Test
  void saysThatNoForwarderIsThere() {
    Plan plan = Planner.plan(input(List.of(), router("a/edge", 100, "uplink")));

    assertThat(plan.unplaced())
        .containsExactly(
            new Unplaced(
                "uid-of-a/edge",
                UnplacedReason.NO_FORWARDER,
                "no forwarder of the pool has told its workers yet"));
  }

  @Test
  void saysWhichNetworkNobodyHas() {
    Plan plan =
        Planner.plan(
            input(List.of(forwarder("east", 1, 4, "uplink")), router("a/edge", 100, "uplnk")));

    assertThat(plan.unplaced())
        .containsExactly(
            new Unplaced(
                "uid-of-a/edge",
                UnplacedReason.NETWORK_NOT_FOUND,
                "no forwarder has an attachment of network uplnk"));
  }

  @Test
  void saysHowManyAttachmentsAreMissing() {
    Plan plan =
        Planner.plan(
            input(
                List.of(forwarder("east", 1, 1, "uplink"), forwarder("west", 1, 2, "uplink")),
                router("a/edge", 100, "uplink", "uplink", "uplink")));

    assertThat(plan.unplaced())
        .containsExactly(
            new Unplaced(
                "uid-of-a/edge",
                UnplacedReason.INSUFFICIENT_ATTACHMENTS,
                "the router needs 3 attachments of network uplink, and no forwarder has more than 2 free"));
  }

  @Test
  void saysThatNoSingleForwarderHasAll() {
    Plan plan =
        Planner.plan(
            input(
                List.of(forwarder("east", 1, 1, "uplink"), forwarder("west", 1, 1, "customers")),
                router("a/edge", 100, "uplink", "customers")));

    assertThat(plan.unplaced())
        .containsExactly(
            new Unplaced(
                "uid-of-a/edge",
                UnplacedReason.INSUFFICIENT_ATTACHMENTS,
                "no forwarder has all of the free attachments that the router needs:"
                    + " 1 of customers, 1 of uplink"));
  }

  @Test
  void aRouterWithoutPlaceLeavesItsPartToTheOthers() {
    Plan plan =
        Planner.plan(
            input(
                List.of(forwarder("east", 1, 1, "uplink")),
                router("a/edge", 100, "uplink"),
                router("b/edge", 100, "uplink")));

    assertThat(plan.unplaced()).hasSize(1);
    assertThat(placementOf(plan, "a/edge").entitlement().cores()).isEqualTo(1.0);
  }
}
