package dev.fairlane.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ForwarderNamesTest {

  @Test
  void joinsPoolAndNodeWhileThatIsShort() {
    assertThat(ForwarderNames.of("edge", "node-1")).isEqualTo("edge-node-1");
  }

  @Test
  void shortensLongNamesWithoutMixingThemUp() {
    String first = ForwarderNames.of("edge", "a".repeat(60) + "1");
    String second = ForwarderNames.of("edge", "a".repeat(60) + "2");

    assertThat(first).hasSize(ForwarderNames.LONGEST).isNotEqualTo(second);
  }

  @Test
  void makesALabelOfANodeWithDots() {
    assertThat(ForwarderNames.of("edge", "node.example.net"))
        .matches("edge-node-example-net-[0-9a-f]{8}");
  }

  @Test
  void givesTwoNamesWhereverThePoolsNameEnds() {
    assertThat(ForwarderNames.of("a", "b-c")).isEqualTo("a-b-c");
    assertThat(ForwarderNames.of("a-b", "c")).matches("a-b-c-[0-9a-f]{8}");
  }

  @Test
  void givesARouterThatIsMadeAnewAnotherForwarder() {
    String first = ForwarderNames.ofRouter("tenant-a", "edge.example", "uid-1");

    assertThat(first).matches("tenant-a-edge-example-[0-9a-f]{8}");
    assertThat(ForwarderNames.ofRouter("tenant-a", "edge.example", "uid-2")).isNotEqualTo(first);
    assertThat(ForwarderNames.ofRouter("tenant-a", "r".repeat(253), "uid-1"))
        .hasSize(ForwarderNames.LONGEST);
  }
}
