package dev.fairlane.click.graph;

import dev.fairlane.click.problem.Position;
import dev.fairlane.click.problem.Problems;
import dev.fairlane.click.syntax.Argument;
import java.util.List;

/** Bounds the expansion, so that compound elements of compound elements cannot blow up. */
final class Budget {

  /** Statements, nodes, elements and arguments, each counted for every use of its compound. */
  static final int MAX_STEPS = 32_768;

  /** How deep compound elements may stand in each other. */
  static final int MAX_DEPTH = 32;

  /**
   * All arguments together, with the values of parameters in their places: one router must not fill
   * the document of a forwarder that it shares.
   */
  static final int MAX_CHARACTERS = 128 * 1024;

  private final Problems problems;
  private int steps;
  private int characters;

  Budget(Problems problems) {
    this.problems = problems;
  }

  /** Whether there was enough left; says once where it ended. */
  boolean take(int wanted, Position position) {
    if (steps > MAX_STEPS) {
      return false;
    }
    steps += wanted;
    if (steps > MAX_STEPS) {
      problems.add(
          position, "The configuration expands to more than %d parts here.".formatted(MAX_STEPS));
      return false;
    }
    return true;
  }

  /** As {@link #take}, for the arguments of one element. */
  boolean take(List<Argument> arguments, Position position) {
    int wanted = arguments.stream().mapToInt(argument -> argument.text().length()).sum();
    if (characters <= MAX_CHARACTERS && characters + wanted > MAX_CHARACTERS) {
      problems.add(
          position,
          "The arguments expand to more than %d characters here.".formatted(MAX_CHARACTERS));
    }
    characters = Math.min(characters + wanted, MAX_CHARACTERS + 1);
    return characters <= MAX_CHARACTERS && take(arguments.size(), position);
  }

  boolean deep(int depth, Position position) {
    if (depth > MAX_DEPTH) {
      problems.add(
          position,
          "Compound elements stand in each other more than %d deep here; does one contain itself?"
              .formatted(MAX_DEPTH));
      return true;
    }
    return false;
  }
}
