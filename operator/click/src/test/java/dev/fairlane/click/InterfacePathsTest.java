package dev.fairlane.click;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlane.click.catalogue.Interfaces;
import dev.fairlane.click.graph.Graph;
import dev.fairlane.click.graph.InterfacePaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The cases are those of the forwarder's joined_paths_test.c: both make the same paths of them. */
class InterfacePathsTest {

  private static final Path CASES =
      Path.of("../../forwarder-image/src/elements/click/joined_paths.cases");
  private static final Set<String> NAMES = Set.of("a", "b", "c", "d");
  private static final List<String> ORDER = List.of("a", "b", "c", "d");
  private static final String PATHS = "paths: ";
  private static final Pattern ELEMENT = Pattern.compile("(\\S+) = (\\w+)(?:; DEVNAME: (\\w))?");
  private static final Pattern CONNECTION = Pattern.compile("(\\S+) (\\d+) > (\\S+) (\\d+)");

  /** A graph, and its paths as {@code a c | b | d}. */
  record Case(String name, String paths, String graph) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() throws IOException {
    return Arrays.stream(Files.readString(CASES).split("\n\n"))
        .filter(block -> block.startsWith("#"))
        .map(
            block -> {
              List<String> lines = block.strip().lines().toList();
              return new Case(
                  lines.get(0).substring(2),
                  lines.get(1).substring(PATHS.length()),
                  lines.stream()
                      .skip(2)
                      .map(InterfacePathsTest::click)
                      .collect(Collectors.joining("\n")));
            });
  }

  private static String click(String line) {
    String element =
        ELEMENT
            .matcher(line)
            .replaceFirst(match -> "$1 :: $2(" + (match.group(3) == null ? "" : "$3") + ");");
    return CONNECTION.matcher(element).replaceFirst("$1 [$2] -> [$4] $3;");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void makesThePathsThatTheForwarderMakes(Case each) {
    assertThat(written(InterfacePaths.of(graph(each.graph()), ORDER))).isEqualTo(each.paths());
  }

  @Test
  void readsEveryCase() throws IOException {
    assertThat(cases()).hasSize(7);
  }

  @Test
  void seesThroughCompoundElements() {
    Graph graph =
        graph(
            """
            elementclass Way { input -> q :: Queue -> output }
            way :: Way;
            FromDevice(d) -> way; FromDevice(b) -> Counter -> way;
            way -> ToDevice(a);
            FromDevice(a) -> Way -> ToDevice(b);
            """);

    assertThat(InterfacePaths.of(graph, ORDER))
        .containsExactly(List.of("a"), List.of("b", "d"), List.of("c"));
  }

  @Test
  void callsAPathByTheInterfaceThatComesFirstInTheRoutersOrder() {
    Graph graph = graph("FromDevice(a), FromDevice(c) -> Queue -> ToDevice(b);");

    assertThat(InterfacePaths.of(graph, List.of("c", "b", "a")))
        .containsExactly(List.of("c", "a"), List.of("b"));
  }

  private static Graph graph(String text) {
    Checked checked =
        Click.check(text, TestCatalogue.CATALOGUE, new Interfaces(NAMES, Set.of("a", "b")));
    assertThat(checked).isInstanceOf(Checked.Accepted.class);
    return ((Checked.Accepted) checked).graph();
  }

  private static String written(List<List<String>> paths) {
    return paths.stream()
        .map(inputs -> String.join(" ", inputs))
        .collect(Collectors.joining(" | "));
  }
}
