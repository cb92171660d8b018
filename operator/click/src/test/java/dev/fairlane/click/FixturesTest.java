package dev.fairlane.click;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlane.click.problem.Problem;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each {@code good/NAME.click} has its graph beside it, each broken one names its problems. */
class FixturesTest {

  private static final String EXPECT = "// expect: ";

  static List<Path> good() throws IOException, URISyntaxException {
    return files("good", ".click");
  }

  static List<Path> broken() throws IOException, URISyntaxException {
    return files("broken", ".click");
  }

  @ParameterizedTest
  @MethodSource("good")
  void makesTheExpectedGraph(Path file) throws IOException {
    Checked checked = check(Files.readString(file));

    assertThat(checked).isInstanceOf(Checked.Accepted.class);
    String printed = ((Checked.Accepted) checked).graph().print();
    assertThat(printed).isEqualTo(Files.readString(graphOf(file)));
    assertThat(check(printed)).isEqualTo(checked);
  }

  @ParameterizedTest
  @MethodSource("broken")
  void findsTheExpectedProblems(Path file) throws IOException {
    String text = Files.readString(file);
    List<String> expected =
        text.lines()
            .filter(line -> line.startsWith(EXPECT))
            .map(line -> line.substring(EXPECT.length()))
            .toList();

    // The end of the text is where the configuration ends, not the expectations.
    Checked checked = check(text.substring(0, text.indexOf(EXPECT)));

    assertThat(expected).isNotEmpty();
    assertThat(checked).isInstanceOf(Checked.Refused.class);
    assertThat(((Checked.Refused) checked).problems())
        .extracting(Problem::toString)
        .containsExactlyElementsOf(expected);
  }

  @Test
  void thereAreEnoughFixturesAndNoneIsUnused() throws IOException, URISyntaxException {
    assertThat(good()).hasSizeGreaterThanOrEqualTo(8);
    assertThat(broken()).hasSizeGreaterThanOrEqualTo(60);
    assertThat(files("broken", "")).hasSameSizeAs(broken());
    assertThat(files("good", ".graph")).isEqualTo(good().stream().map(f -> graphOf(f)).toList());
    assertThat(files("good", "")).hasSize(2 * good().size());
  }

  private static Checked check(String text) {
    return Click.check(text, TestCatalogue.CATALOGUE, TestCatalogue.INTERFACES);
  }

  private static Path graphOf(Path file) {
    return file.resolveSibling(file.getFileName().toString().replace(".click", ".graph"));
  }

  private static List<Path> files(String folder, String ending)
      throws IOException, URISyntaxException {
    Path path = Path.of(FixturesTest.class.getResource("/" + folder).toURI());
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }
}
