package dev.fairlane.kubectl.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTest {

  @Test
  void alignsColumnsWhateverTheStyles() {
    Table table = new Table("A", "LONG", "B");
    table.add(List.of(Cell.of("first"), Cell.of("x", Style.BAD), Cell.of("y")));

    assertThat(table.render(Styles.HIDDEN)).isEqualTo("A       LONG   B\nfirst   x      y\n");
    assertThat(table.render(Styles.SHOWN).replaceAll("\u001b\\[\\d+m", ""))
        .isEqualTo(table.render(Styles.HIDDEN));
    assertThat(table.render(Styles.SHOWN)).contains("\u001b[31mx\u001b[0m   ");
  }

  @Test
  void refusesARowWithAMissingCell() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Table("A", "B").add(List.of(Cell.of("a"))))
        .withMessageContaining("1 cells, and needs 2");
  }

  @Test
  void writesAgesAsKubectlDoes() {
    assertThat(Age.text(Duration.ofSeconds(-3))).isEqualTo("0s");
    assertThat(Age.text(Duration.ofSeconds(119))).isEqualTo("119s");
    assertThat(Age.text(Duration.ofSeconds(192))).isEqualTo("3m12s");
    assertThat(Age.text(Duration.ofMinutes(11).plusSeconds(5))).isEqualTo("11m");
    assertThat(Age.text(Duration.ofMinutes(125))).isEqualTo("2h5m");
    assertThat(Age.text(Duration.ofHours(30))).isEqualTo("30h");
    assertThat(Age.text(Duration.ofDays(3))).isEqualTo("3d");
  }

  @Test
  void findsTheNameThatWasMeantAndNoneThatIsFar() {
    assertThat(NearestName.of("egde", List.of("wire", "edge"))).contains("edge");
    assertThat(NearestName.of("edge", List.of("wire", "customers"))).isEmpty();
  }
}
