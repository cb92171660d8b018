package dev.fairlane.kubectl.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlane.kubectl.Golden;
import dev.fairlane.kubectl.Recorded;
import dev.fairlane.kubectl.explain.Explain;
import dev.fairlane.kubectl.top.Selection;
import dev.fairlane.kubectl.top.Top;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTest {

  @Test
  void hasEveryFieldOfTopAndNullWhereNothingIsKnown() {
    var view =
        Top.view(
            Recorded.state(),
            Recorded.live(),
            new Selection(Optional.of("tenant-b"), Optional.empty()));

    Golden.assertIs("top.json", Json.document(view));
  }

  @Test
  void hasEveryFieldOfExplain() {
    var explanation =
        Explain.explain(
            Recorded.router("late"), Recorded.state(), Recorded.events(), List.of("a note"));

    Golden.assertIs("explain.json", Json.document(explanation));
  }

  @Test
  void putsOneOfManyResultsOnALine() {
    assertThat(Json.line(List.of(1, 2))).isEqualTo("[1,2]\n");
  }
}
