package dev.fairlane.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The figures of one run: written as a JSON array and printed as a table when it is closed. */
final class Figures implements AutoCloseable {

  private final Path file;
  private final List<Figure> figures = new ArrayList<>();

  /**
   * @param file is overwritten
   */
  Figures(Path file) {
    this.file = file;
  }

  synchronized void add(Figure figure) {
    figures.add(figure);
  }

  @Override
  public synchronized void close() throws IOException {
    Files.createDirectories(file.getParent());
    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), figures);
    System.out.printf(
        "%-44s %12s %-10s %-10s %-6s %s%n", "figure", "value", "unit", "goal", "holds", "note");
    for (Figure each : figures) {
      System.out.printf(
          "%-44s %12.1f %-10s %-10s %-6s %s%n",
          each.name(), each.value(), each.unit(), each.goal(), each.holds(), each.note());
    }
  }
}
