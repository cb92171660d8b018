package dev.fairlane.operator.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

/** Entries of a report that are inputs of one path. */
class ReportTest {

  private static final String ROUTER =
      """
      {"uid": "u", "generation": 1, "name": "tenant-a/edge", "interfaces": [], "paths": [
        {"interface": "b", "worker": 1, "state": "Forwarding", "inputOf": "c",
         "receivedPackets": 5, "receivedBytes": 500},
        {"interface": "a", "worker": 0, "state": "Forwarding", "busyCycles": 7, "dispatches": 3,
         "receivedPackets": 1, "receivedBytes": 64},
        {"interface": "c", "worker": 1, "state": "Forwarding", "busyCycles": 90, "dispatches": 40,
         "backloggedDispatches": 30, "receivedPackets": 10, "receivedBytes": 1000,
         "sentPackets": 16, "droppedPackets": 1, "costCyclesPerPacket": 6.5},
        {"interface": "d", "worker": 1, "state": "Forwarding", "inputOf": "c",
         "receivedPackets": 2, "receivedBytes": 200}]}
      """;

  private final Report.Router router = read();

  @Test
  void areOnePathThatReceivedWhatCameInByAllOfThem() {
    Report.Path path = router.path("c").orElseThrow();

    assertThat(path.receivedPackets()).isEqualTo(17);
    assertThat(path.receivedBytes()).isEqualTo(1_700);
  }

  @Test
  void leaveTheFiguresOfThePathItselfAsTheyAre() {
    Report.Path path = router.path("c").orElseThrow();

    assertThat(path.worker()).isEqualTo(1);
    assertThat(path.busyCycles()).isEqualTo(90);
    assertThat(path.dispatches()).isEqualTo(40);
    assertThat(path.backloggedDispatches()).isEqualTo(30);
    assertThat(path.sentPackets()).isEqualTo(16);
    assertThat(path.droppedPackets()).isEqualTo(1);
    assertThat(path.costCyclesPerPacket()).isEqualTo(6.5);
  }

  @Test
  void areNoPathsOfTheirOwn() {
    assertThat(router.paths()).extracting(Report.Path::interfaceName).containsExactly("a", "c");
    assertThat(router.path("a").orElseThrow().receivedPackets()).isEqualTo(1);
  }

  private static Report.Router read() {
    try {
      return new ObjectMapper().readValue(ROUTER, Report.Router.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
