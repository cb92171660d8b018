package dev.fairlane.kubectl.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A table with aligned columns, as kubectl prints them: two or more blanks between them. */
public final class Table {

  private static final String GAP = "   ";

  private final List<List<Cell>> rows = new ArrayList<>();

  public Table(String... headings) {
    rows.add(List.of(headings).stream().map(text -> new Cell(text, Style.HEADING)).toList());
  }

  /**
   * @param cells as many as there are headings
   */
  public void add(List<Cell> cells) {
    if (cells.size() != rows.get(0).size()) {
      throw new IllegalArgumentException(
          "a row has %d cells, and needs %d".formatted(cells.size(), rows.get(0).size()));
    }
    rows.add(List.copyOf(cells));
  }

  public boolean isEmpty() {
    return rows.size() == 1;
  }

  /** Lines that end with a newline each. */
  public String render(Styles styles) {
    int[] widths =
        IntStream.range(0, rows.get(0).size())
            .map(
                column ->
                    rows.stream().mapToInt(row -> row.get(column).text().length()).max().orElse(0))
            .toArray();
    StringBuilder text = new StringBuilder();
    for (List<Cell> row : rows) {
      text.append(line(row, widths, styles)).append('\n');
    }
    return text.toString();
  }

  private static String line(List<Cell> row, int[] widths, Styles styles) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      Cell cell = row.get(column);
      line.append(styles.apply(cell.style(), cell.text()));
      if (column < row.size() - 1) {
        line.append(" ".repeat(widths[column] - cell.text().length())).append(GAP);
      }
    }
    return line.toString();
  }
}
