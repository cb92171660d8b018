package dev.fairlane.click.problem;

import java.util.Comparator;

/**
 * A place in the text.
 *
 * @param line from 1
 * @param column from 1, in UTF-16 units
 */
public record Position(int line, int column) implements Comparable<Position> {

  /** Where complaints about the whole text point. */
  public static final Position START = new Position(1, 1);

  @Override
  public int compareTo(Position other) {
    return Comparator.comparingInt(Position::line)
        .thenComparingInt(Position::column)
        .compare(this, other);
  }

  @Override
  public String toString() {
    return line + ":" + column;
  }
}
