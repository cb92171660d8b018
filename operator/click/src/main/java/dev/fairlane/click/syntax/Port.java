package dev.fairlane.click.syntax;

import dev.fairlane.click.problem.Position;

/**
 * A port in brackets.
 *
 * @param number at least 0
 */
public record Port(Position position, int number) {}
