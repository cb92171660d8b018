package dev.fairlane.kubectl.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTextTest {

  @Test
  void readsNamesLabelsAndValuesAndSkipsComments() {
    assertThat(MetricsText.parse("# HELP a b\na 1\n\nb{c=\"d\",e=\"f, g}\"} 2.5e3 1700000000\n"))
        .isEqualTo(
            List.of(
                new Series("a", Map.of(), 1),
                new Series("b", Map.of("c", "d", "e", "f, g}"), 2500)));
  }

  @Test
  void undoesTheEscapesOfLabelValues() {
    assertThat(MetricsText.parse("a{b=\"x\\\"y\\\\z\\nw\"} 1\n").get(0).labels())
        .isEqualTo(Map.of("b", "x\"y\\z\nw"));
  }

  @Test
  void refusesWhatIsNotTheFormatAndShowsTheLine() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MetricsText.parse("a{b=\"c} 1\n"))
        .withMessageContaining("a{b=\"c} 1");
    assertThatIllegalArgumentException().isThrownBy(() -> MetricsText.parse("<html>\n"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SampleReader.read("up 1\n"))
        .withMessageContaining("fairlane_forwarder_tsc_hertz");
  }
}
