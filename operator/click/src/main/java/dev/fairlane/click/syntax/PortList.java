package dev.fairlane.click.syntax;

import dev.fairlane.click.problem.Position;
import java.util.List;

/**
 * Ports in brackets: {@code [2]}, {@code [0, 1]}, {@code [1,]}.
 *
 * @param numbers at least one, each at least 0 and there once
 * @param open ends with a comma: the ports behind the last number belong to it too, as many as the
 *     other side of the arrow needs
 */
public record PortList(Position position, List<Integer> numbers, boolean open) {

  public PortList {
    numbers = List.copyOf(numbers);
  }
}
