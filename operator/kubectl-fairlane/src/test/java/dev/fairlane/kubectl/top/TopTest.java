package dev.fairlane.kubectl.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fairlane.kubectl.Golden;
import dev.fairlane.kubectl.Recorded;
import dev.fairlane.kubectl.figures.LiveFigures;
import dev.fairlane.kubectl.figures.Window;
import dev.fairlane.kubectl.text.Styles;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TopTest {

  private static final Selection ALL = new Selection(Optional.empty(), Optional.empty());

  @Test
  void showsLiveFiguresWithWhatIsDue() {
    TopView view = Top.view(Recorded.state(), Recorded.live(), ALL);

    Golden.assertIs("top-live.txt", Top.text(view, Styles.HIDDEN));
  }

  @Test
  void showsTheStatusAndItsAgeWhenNoForwarderAnswers() {
    LiveFigures silent =
        new LiveFigures(Map.of(), List.of("No live figures of edge-node-1. You may not look."));
    TopView view = Top.view(Recorded.state(), silent, ALL);

    Golden.assertIs("top-status.txt", Top.text(view, Styles.HIDDEN));
  }

  @Test
  void dividesWhatAnIdleRouterLeaves() {
    TopView view = Top.view(Recorded.state(), Recorded.live(), ALL);
    RouterRow edge = row(view, "edge");
    RouterRow wire = row(view, "wire");

    assertThat(wire.dueCores()).isEqualTo(wire.receivedCores());
    assertThat(edge.dueCores()).isCloseTo(1 + 0.01, within(0.001));
    assertThat(edge.entitledCores()).isEqualTo(1.33);
  }

  @Test
  void knowsNothingToBeDueWhileARouterOfThePoolIsHidden() {
    TopView view = Top.view(Recorded.state(false, List.of()), Recorded.live(), ALL);

    assertThat(row(view, "edge").dueCores()).isNull();
    assertThat(row(view, "edge").receivedCores()).isNotNull();
  }

  @Test
  void showsTheStatusOfARouterThatWasRebuiltInTheWindow() {
    LiveFigures backwards =
        new LiveFigures(
            Map.of(Recorded.FORWARDER, new Window(Recorded.later(), Recorded.first())), List.of());
    RouterRow edge = row(Top.view(Recorded.state(), backwards, ALL), "edge");

    assertThat(edge.figures()).isEqualTo(FigureSource.status(105.0));
    assertThat(edge.receivedCores()).isEqualTo(0.85);
  }

  @Test
  void showsWhatWasSelected() {
    TopView tenant =
        Top.view(
            Recorded.state(),
            LiveFigures.NONE,
            new Selection(Optional.of("tenant-b"), Optional.empty()));
    TopView other =
        Top.view(
            Recorded.state(),
            LiveFigures.NONE,
            new Selection(Optional.empty(), Optional.of("other")));

    assertThat(tenant.routers()).extracting(RouterRow::name).containsExactly("late", "wire");
    assertThat(other.routers()).isEmpty();
    assertThat(other.workers()).isEmpty();
    assertThat(Top.text(other, Styles.HIDDEN)).startsWith("No routers.");
  }

  @Test
  void helpsWhoMistypedAPool() {
    assertThat(Top.noSuchPool("egde", Recorded.state())).contains("did you mean edge?");
    assertThat(Top.noSuchPool("customers", Recorded.state())).contains("there are: edge.");
  }

  private static RouterRow row(TopView view, String name) {
    return view.routers().stream().filter(row -> row.name().equals(name)).findFirst().orElseThrow();
  }
}
