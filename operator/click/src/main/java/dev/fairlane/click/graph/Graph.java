package dev.fairlane.click.graph;

import dev.fairlane.click.syntax.Strings;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A flat graph that keeps every rule.
 *
 * @param connections sorted
 * @param paths what is scheduled, sorted by the names of their first sources
 */
public record Graph(List<Element> elements, List<Connection> connections, List<Path> paths) {

  public Graph {
    elements = List.copyOf(elements);
    connections = List.copyOf(connections);
    paths = List.copyOf(paths);
  }

  /**
   * A schedulable path.
   *
   * @param sources names of the elements where packets enter; several when paths are joined
   * @param elements names of all elements that its packets can reach, sources included
   */
  public record Path(List<String> sources, List<String> elements) {

    public Path {
      sources = List.copyOf(sources);
      elements = List.copyOf(elements);
    }
  }

  /** The graph as a Click configuration that checks to an equal graph; paths are comments. */
  public String print() {
    StringBuilder text = new StringBuilder();
    for (Element element : elements) {
      text.append(element.name()).append(" :: ").append(element.className());
      text.append(
          element.arguments().stream()
              .map(
                  value ->
                      (value.repeated() ? "" : value.keyword() + " ") + Strings.quote(value.text()))
              .collect(Collectors.joining(", ", "(", ");\n")));
    }
    for (Connection connection : connections) {
      text.append(
          "%s [%d] -> [%d] %s;%n"
              .formatted(
                  elements.get(connection.from()).name(),
                  connection.output(),
                  connection.input(),
                  elements.get(connection.to()).name()));
    }
    for (Path path : paths) {
      text.append("// path of ").append(String.join(", ", path.sources()));
      text.append(": ").append(String.join(", ", path.elements())).append('\n');
    }
    return text.toString();
  }
}
